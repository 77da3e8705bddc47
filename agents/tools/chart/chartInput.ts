import * as z from 'zod';
import { CHART } from '../../../shared/chart.ts';

/** Beyond it drawing loses digits, and the words of an axis their room. */
const FARTHEST = 1e15;

const Figure = z.number('a number, without unit or separators').min(-FARTHEST).max(FARTHEST);
const Text = (most: number) => z.string().trim().max(most, `at most ${most} characters`);

/** What a model writes to have a chart drawn. */
export const ChartInput = z.strictObject({
  title: Text(CHART.title).min(1).describe('What is to be seen, in the language of the request'),
  kind: z.enum(['bar', 'stacked-bar', 'line', 'area', 'scatter', 'doughnut']),
  labels: z
    .array(Text(CHART.label).min(1, 'not empty'))
    .max(CHART.labels, `at most ${CHART.labels} labels`)
    .optional()
    .describe('One for each value, in their order; not for scatter'),
  series: z
    .array(
      z.strictObject({
        name: Text(CHART.name).describe('What the legend calls it'),
        values: z
          .array(z.union([Figure, z.null()], 'a number, or null where there is none'))
          .max(CHART.labels, `at most ${CHART.labels} values`)
          .optional()
          .describe('A number for each label, null where there is none'),
        points: z
          .array(z.strictObject({ x: Figure, y: Figure }))
          .max(CHART.values, `at most ${CHART.values} points`)
          .optional()
          .describe('For scatter alone, in place of values'),
      }),
    )
    .min(1)
    .max(CHART.series, `at most ${CHART.series} series`),
  unit: Text(CHART.unit).optional().describe('Of the values, as in "€", "kg" or "%"'),
  xTitle: Text(CHART.name).optional().describe('Of the axis along the bottom'),
  yTitle: Text(CHART.name).optional().describe('Of the axis along the side'),
});
export type ChartInput = z.infer<typeof ChartInput>;
