import * as z from 'zod/mini';

/** Most of everything in one chart, so that it can be drawn, read and sent. */
export const CHART = {
  title: 120,
  name: 60,
  label: 60,
  unit: 16,
  series: 8,
  labels: 100,
  slices: 8,
  /** Values, or points, of all series together. */
  values: 600,
} as const;

/** Most charts of one answer. */
export const CHARTS = 4;

const Named = { name: z.string() };
const Common = {
  title: z.string(),
  /** What the numbers are counted in, as in `€` or `kg`; empty where nothing. */
  unit: z.string(),
  /** What stands along the two axes; empty where nothing does. */
  xTitle: z.string(),
  yTitle: z.string(),
};

export const LabelledKind = z.enum(['bar', 'stacked-bar', 'line', 'area', 'doughnut']);
export type LabelledKind = z.infer<typeof LabelledKind>;

const Labelled = z.object({
  ...Common,
  kind: LabelledKind,
  labels: z.array(z.string()),
  /** A value for each label; null where there is none. A doughnut has one series. */
  series: z.array(z.object({ ...Named, values: z.array(z.nullable(z.number())) })),
});

const Scatter = z.object({
  ...Common,
  kind: z.literal('scatter'),
  series: z.array(z.object({ ...Named, points: z.array(z.object({ x: z.number(), y: z.number() })) })),
});

/** Numbers that an agent had drawn. */
export const Chart = z.discriminatedUnion('kind', [Labelled, Scatter]);
export type Chart = z.infer<typeof Chart>;
export type LabelledChart = z.infer<typeof Labelled>;
export type ScatterChart = z.infer<typeof Scatter>;

/** A chart as rows below a head. */
export type ChartTable = { columns: string[]; rows: (string | number | null)[][] };

/** What the head says of columns that have no name of their own. */
export type ChartWords = { label: string; series: string; x: string; y: string };

/** The same data as a table: a row for each label, or for each point. */
export function chartTable(chart: Chart, words: ChartWords): ChartTable {
  if (chart.kind === 'scatter') {
    const several = chart.series.length > 1;
    const head = [or(chart.xTitle, words.x), withUnit(or(chart.yTitle, words.y), chart.unit)];
    const rows = chart.series.flatMap(({ name, points }) =>
      points.map(({ x, y }) => (several ? [name, x, y] : [x, y])),
    );
    return { columns: several ? [words.series, ...head] : head, rows };
  }
  const { labels, series, unit, xTitle } = chart;
  return {
    columns: [or(xTitle, words.label), ...series.map(({ name }) => withUnit(name, unit))],
    rows: labels.map((label, at) => [label, ...series.map(({ values }) => values[at] ?? null)]),
  };
}

export function withUnit(name: string, unit: string): string {
  return unit === '' ? name : `${name} (${unit})`;
}

function or(text: string, instead: string): string {
  return text === '' ? instead : text;
}
