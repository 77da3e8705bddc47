import { CHARTS } from '../../../shared/chart.ts';
import type { Tool } from '../tool.ts';
import { chartFrom } from './chartFrom.ts';
import { ChartInput } from './chartInput.ts';

/** Numbers drawn below the answer. One tool draws only so many. */
export function chartTool(): Tool<ChartInput> {
  let drawn = 0;
  return {
    name: 'chart',
    about: [
      'Draws a chart of numbers below the answer; people can also read it as a table and save it. Use it when they ask for a chart, or where a picture tells more than the numbers.',
      '{"title":"Sales 2026","kind":"bar","labels":["Jan","Feb"],"series":[{"name":"Shop","values":[1200,1350.5]}],"unit":"€"}',
      '"line" and "area" for what changes over time, "bar" to compare, "stacked-bar" and "doughnut" for the parts of a whole, "scatter" for pairs of numbers. Only numbers that you were given, found or calculated.',
    ].join('\n'),
    effect: 'read',
    input: ChartInput,
    limits: { timeMs: 10_000, characters: 1_000 },
    async run(input) {
      const made = chartFrom(input);
      if (!made.ok) return { kind: 'failed', failure: made.failure, text: made.text };
      if (drawn >= CHARTS) {
        const text = `An answer has at most ${CHARTS} charts. Nothing was drawn.`;
        return { kind: 'failed', failure: 'too-large', text };
      }
      drawn += 1;
      const text = `The chart “${made.chart.title}” stands below the answer, with a table of its numbers. Say what it shows; do not repeat the numbers.`;
      return { kind: 'done', text, fromOutside: false, chart: made.chart };
    },
  };
}
