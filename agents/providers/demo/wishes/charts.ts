import { CHART } from '../../../../shared/chart.ts';
import { dataIn, firstLine, nameFor } from './tables.ts';
import type { Asked, Wish } from './wish.ts';

const ASKED = /\bcharts?\b|\bgraphs?\b|\bdiagrams?\b|\p{L}*diagramm\p{L}*/iu;
/** Whoever names a language wants a program. */
const PROGRAM = /\bpython\b|\bjavascript\b|```/i;

const KINDS: readonly [kind: string, about: RegExp][] = [
  ['doughnut', /\bdou?gh?nut\b|\bpie\b|ring|kreis|torte/i],
  ['stacked-bar', /\bstacked\b|gestapelt/i],
  ['area', /\barea\b|fläche/i],
  ['scatter', /\bscatter\b|punkte?diagramm|streu/i],
  ['line', /\bline\b|\btrend\b|linie|verlauf/i],
];

/** A chart of the numbers that stand in the request. */
export function charts({ text, language }: Asked): Wish[] {
  const head = firstLine(text);
  if (!ASKED.test(head) || PROGRAM.test(text)) return [];
  const data = dataIn(text, language);
  if (data === null) return [];
  const { columns } = data;
  const rows = data.rows.slice(0, CHART.labels);
  const numeric = columns.flatMap((_, at) => (rows.every((row) => typeof row[at] === 'number') ? [at] : []));
  const worded = columns.findIndex((_, at) => !numeric.includes(at));
  const title = nameFor(head, language).replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  const kind = KINDS.find(([, about]) => about.test(head))?.[0] ?? 'bar';
  const numbers = (at: number) => rows.map((row) => Number(row[at]));

  if (kind === 'scatter') {
    const [x, y] = numeric;
    if (x === undefined || y === undefined) return [];
    const points = numbers(x).map((value, at) => ({ x: value, y: numbers(y)[at] ?? 0 }));
    const axes = { xTitle: columns[x], yTitle: columns[y] };
    return [{ name: 'chart', input: { title, kind, series: [{ name: columns[y], points }], ...axes } }];
  }
  const labelled = worded === -1 ? numeric[0] : worded;
  const drawn = numeric.filter((at) => at !== labelled).slice(0, kind === 'doughnut' ? 1 : CHART.series);
  if (labelled === undefined || drawn.length === 0) return [];
  const labels = rows.map((row) => String(row[labelled]).slice(0, CHART.label));
  const series = drawn.map((at) => ({ name: columns[at] ?? '', values: numbers(at) }));
  return [{ name: 'chart', input: { title, kind, labels, series } }];
}
