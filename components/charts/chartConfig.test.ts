import { expect, test } from 'vitest';
import type { Chart } from '../../shared/chart.ts';
import { chartConfig, shortened, withAlpha } from './chartConfig.ts';

const colours = {
  series: ['rgb(1, 2, 3)', 'rgb(4, 5, 6)'],
  paper: 'white',
  ink: 'black',
  muted: 'grey',
  line: 'silver',
};
const drawing = { colours, locale: 'de', font: 'serif', titled: false };
const common = { title: 'Honig', unit: 'kg', xTitle: '', yTitle: 'Menge' };
const labelled = (kind: 'bar' | 'stacked-bar' | 'line' | 'area' | 'doughnut'): Chart => ({
  ...{ ...common, kind, labels: ['Januar', 'Februar'] },
  series: [
    { name: 'Hof', values: [1, null] },
    { name: 'Markt', values: [2, 3] },
  ],
});

test.each([
  ['bar', 'bar'],
  ['stacked-bar', 'bar'],
  ['line', 'line'],
  ['area', 'line'],
  ['doughnut', 'doughnut'],
] as const)('%s is drawn as %s, and nothing moves', (kind, type) => {
  const config = chartConfig(labelled(kind), drawing);
  expect(config).toMatchObject({ type, options: { animation: false, locale: 'de' } });
});

test('series differ by more than their colours where they are lines', () => {
  const { datasets } = chartConfig(labelled('line'), drawing).data;
  expect(datasets).toMatchObject([
    { borderColor: 'rgb(1, 2, 3)', borderDash: [], pointStyle: 'circle', data: [1, null] },
    { borderColor: 'rgb(4, 5, 6)', borderDash: [7, 4], pointStyle: 'rect' },
  ]);
});

test('points are drawn as they are', () => {
  const points = [{ x: 1, y: 2 }];
  const chart: Chart = { ...common, kind: 'scatter', series: [{ name: 'a', points }] };
  expect(chartConfig(chart, drawing)).toMatchObject({
    type: 'scatter',
    data: { datasets: [{ data: points }] },
    options: { scales: { y: { title: { text: 'Menge (kg)' } } } },
  });
});

test.each([
  ['short', 'short'],
  ['exactly sixteen!', 'exactly sixteen!'],
  ['a longer name of it', 'a longer name o…'],
  ['🐝'.repeat(20), `${'🐝'.repeat(15)}…`],
])('%j stands as %j', (text, shown) => {
  expect(shortened(text, 16)).toBe(shown);
});

test('a colour is seen through', () => {
  expect(withAlpha('rgb(1, 2, 3)', 0.2)).toBe('rgba(1, 2, 3, 0.2)');
  expect(withAlpha('hotpink', 0.2)).toBe('hotpink');
});
