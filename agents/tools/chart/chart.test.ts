import { describe, expect, test } from 'vitest';
import { CHART, CHARTS } from '../../../shared/chart.ts';
import { parseInput } from '../../run/loop/input.ts';
import type { ToolContext, ToolResult } from '../tool.ts';
import { chartTool } from './chart.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'UTC',
  language: 'en',
  progress() {},
};

const bars = {
  title: 'Sales',
  kind: 'bar',
  labels: ['Jan', 'Feb'],
  series: [
    { name: 'Shop', values: [1200, 1350.5] },
    { name: 'Web', values: [-3, null] },
  ],
};

/** What a model is told of what it wrote, or what came of it. */
async function draw(input: unknown, tool = chartTool()): Promise<ToolResult> {
  const call = { id: '1', name: 'chart', input, text: JSON.stringify(input) };
  const parsed = parseInput(tool.input, call);
  return parsed.ok ? tool.run(parsed.input, context) : { kind: 'failed', failure: 'bad-input', text: parsed.text };
}

describe('what is drawn', () => {
  test('is what was given, with what is missing empty', async () => {
    const result = await draw({ ...bars, unit: ' € ', yTitle: 'Turn\u200Bover\n2026' });
    expect(result).toMatchObject({ kind: 'done', fromOutside: false });
    expect(result).toHaveProperty('chart', { ...bars, unit: '€', xTitle: '', yTitle: 'Turnover 2026' });
    expect(result.text).toContain('“Sales”');
  });

  test('is a cloud of points', async () => {
    const series = [{ name: '', points: [{ x: 1, y: 2 }] }];
    const result = await draw({ title: 'Heights', kind: 'scatter', series });
    expect(result).toHaveProperty('chart', {
      ...{ title: 'Heights', kind: 'scatter', unit: '', xTitle: '', yTitle: '' },
      series: [{ name: 'Heights', points: [{ x: 1, y: 2 }] }],
    });
  });

  test('is only so much in one answer', async () => {
    const tool = chartTool();
    for (let at = 0; at < CHARTS; at++) expect(await draw(bars, tool)).toMatchObject({ kind: 'done' });
    expect(await draw(bars, tool)).toMatchObject({
      failure: 'too-large',
      text: 'An answer has at most 4 charts. Nothing was drawn.',
    });
  });
});

const one = (part: object) => ({ ...bars, series: [{ name: 'Shop', values: [1, 2] }], ...part });
const many = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);

test.each([
  ['no labels', one({ labels: [] }), 'A bar chart needs `labels`'],
  ['too few values', one({ labels: ['a', 'b', 'c'] }), 'Series 1 (“Shop”) has 2 values, but there are 3 labels.'],
  ['a number in words', one({ series: [{ name: 'a', values: ['12', 1] }] }), 'series.0.values.0: a number, or null'],
  ['no number at all', one({ series: [{ name: 'a', values: [null, null] }] }), 'There is no value to draw.'],
  ['what has no end', one({ series: [{ name: 'a', values: [1e300, 1] }] }), 'series.0.values.0'],
  ['a kind there is not', one({ kind: 'radar' }), 'kind:'],
  ['a misspelt field', one({ y_title: 'x' }), 'y_title'],
  ['no title', one({ title: ' \u200B ' }), '`title`'],
  ['a long title', one({ title: 'x'.repeat(121) }), 'title: at most 120 characters'],
  ['a long label', one({ labels: ['x'.repeat(61), 'b'] }), 'labels.0: at most 60 characters'],
  ['too many labels', one({ labels: many(CHART.labels + 1) }), 'labels: at most 100 labels'],
  ['too many series', one({ series: many(9).map((name) => ({ name, values: [1, 2] })) }), 'series: at most 8 series'],
  [
    'too many values',
    one({ labels: many(100), series: many(7).map((name) => ({ name, values: many(100).map(Number) })) }),
    'at most 600 values, here are 700',
  ],
  ['one name twice', one({ series: [...bars.series, bars.series[0]] }), 'Two series are called “Shop”'],
  ['no name', one({ series: [{ name: '', values: [1, 2] }, bars.series[0]] }), 'Series 1 has no name.'],
  ['points for bars', one({ series: [{ name: 'a', points: [{ x: 1, y: 2 }] }] }), '`points`, which are for "scatter"'],
  ['labels for points', one({ kind: 'scatter' }), 'A scatter chart has no `labels`'],
  ['values for points', one({ kind: 'scatter', labels: undefined }), 'Series 1 (“Shop”) has no `points`.'],
  ['a doughnut of two', { ...bars, kind: 'doughnut' }, 'A doughnut has one series'],
  ['a doughnut of nothing', one({ kind: 'doughnut', series: [{ name: 'a', values: [0, null] }] }), 'are 0'],
  ['a doughnut of debts', one({ kind: 'doughnut', series: [{ name: 'a', values: [2, -1] }] }), 'not negative'],
  [
    'a doughnut of crumbs',
    one({ kind: 'doughnut', labels: many(9), series: [{ name: 'a', values: many(9).map(Number) }] }),
    'at most 8 parts, here are 9',
  ],
])('%s is told in words that it can be mended by', async (_, input, words) => {
  const result = await draw(input);
  expect(result.kind).toBe('failed');
  expect(result.text).toContain(words);
  expect(result.text).toMatch(/Nothing was (?:done|drawn)\./);
});
