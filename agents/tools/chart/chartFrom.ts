import { CHART, type Chart } from '../../../shared/chart.ts';
import { cleanName } from '../../../shared/text.ts';
import type { ChartInput } from './chartInput.ts';

export type ChartFrom = { ok: true; chart: Chart } | { ok: false; failure: 'bad-input' | 'too-large'; text: string };

/** The chart that a model has described, or in words that it can mend it by what does not fit together. */
export function chartFrom(input: ChartInput): ChartFrom {
  const { series, kind, labels = [] } = input;
  const common = {
    title: cleanName(input.title),
    unit: cleanName(input.unit ?? ''),
    xTitle: cleanName(input.xTitle ?? ''),
    yTitle: cleanName(input.yTitle ?? ''),
  };
  if (common.title === '') return wrong('`title` has no letters that can be seen.');
  const names = series.map(({ name }) => cleanName(name));
  const unnamed = names.indexOf('');
  if (unnamed !== -1 && series.length > 1) return wrong(`Series ${unnamed + 1} has no name.`);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twice !== -1) return wrong(`Two series are called “${names[twice] ?? ''}”; give each a name of its own.`);
  const nameAt = (at: number) => names[at] || common.title;

  if (kind === 'scatter') {
    if (labels.length > 0) return wrong('A scatter chart has no `labels`; give each series `points`.');
    const without = series.findIndex(({ points = [] }) => points.length === 0);
    if (without !== -1) return wrong(`Series ${without + 1} (“${nameAt(without)}”) has no \`points\`.`);
    const mixed = series.findIndex(({ values }) => values !== undefined);
    if (mixed !== -1) return wrong(`Series ${mixed + 1} has \`values\`; a scatter chart takes \`points\` alone.`);
    const count = series.reduce((sum, { points = [] }) => sum + points.length, 0);
    if (count > CHART.values) return tooMany(count, 'points');
    const all = series.map(({ points = [] }, at) => ({ name: nameAt(at), points: [...points] }));
    return { ok: true, chart: { ...common, kind, series: all } };
  }

  if (labels.length === 0) return wrong(`A ${kind} chart needs \`labels\`, one for each value.`);
  const mixed = series.findIndex(({ points }) => points !== undefined);
  if (mixed !== -1) return wrong(`Series ${mixed + 1} has \`points\`, which are for "scatter" alone; give \`values\`.`);
  for (const [at, { values = [] }] of series.entries()) {
    if (values.length === labels.length) continue;
    return wrong(
      `Series ${at + 1} (“${nameAt(at)}”) has ${values.length} values, but there are ${labels.length} labels. Give null where there is no value.`,
    );
  }
  const count = series.length * labels.length;
  if (count > CHART.values) return tooMany(count, 'values');
  const all = series.map(({ values = [] }, at) => ({ name: nameAt(at), values: [...values] }));
  if (all.every(({ values }) => values.every((value) => value === null))) return wrong('There is no value to draw.');
  if (kind === 'doughnut') {
    const refused = doughnut(labels, all);
    if (refused !== null) return wrong(refused);
  }
  return { ok: true, chart: { ...common, kind, labels: labels.map(cleanName), series: all } };
}

/** Why these are no parts of a whole; null where they are. */
function doughnut(labels: readonly string[], series: readonly { values: (number | null)[] }[]): string | null {
  const [only, second] = series;
  if (only === undefined || second !== undefined) return 'A doughnut has one series; use "stacked-bar" for several.';
  if (labels.length > CHART.slices) {
    return `A doughnut has at most ${CHART.slices} parts, here are ${labels.length}: put the small ones together, or use "bar".`;
  }
  const parts = only.values.map((value) => value ?? 0);
  if (parts.some((value) => value < 0)) return 'The parts of a doughnut are not negative; use "bar".';
  return parts.every((value) => value === 0) ? 'All parts of the doughnut are 0.' : null;
}

function wrong(text: string): ChartFrom {
  return { ok: false, failure: 'bad-input', text: `${text} Nothing was drawn.` };
}

function tooMany(count: number, what: string): ChartFrom {
  const text = `A chart has at most ${CHART.values} ${what}, here are ${count}. Draw fewer, or sums of them. Nothing was drawn.`;
  return { ok: false, failure: 'too-large', text };
}
