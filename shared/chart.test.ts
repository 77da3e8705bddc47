import { expect, test } from 'vitest';
import { type Chart, chartTable } from './chart.ts';

const words = { label: 'Label', series: 'Series', x: 'x', y: 'y' };
const common = { title: 'Sales', unit: '€', xTitle: '', yTitle: '' };

test('a chart is a table with a row for each label', () => {
  const chart: Chart = {
    ...{ ...common, kind: 'bar', labels: ['Jan', 'Feb'] },
    series: [
      { name: 'Shop', values: [1, 2] },
      { name: 'Web', values: [null, -3] },
    ],
  };
  expect(chartTable(chart, words)).toEqual({
    columns: ['Label', 'Shop (€)', 'Web (€)'],
    rows: [
      ['Jan', 1, null],
      ['Feb', 2, -3],
    ],
  });
});

test('or for each point, with its series where there are several', () => {
  const points = { name: 'a', points: [{ x: 1, y: 2 }] };
  const chart: Chart = { ...common, kind: 'scatter', xTitle: 'Age', series: [points] };
  expect(chartTable(chart, words)).toEqual({ columns: ['Age', 'y (€)'], rows: [[1, 2]] });
  const several = chartTable({ ...chart, series: [points, { ...points, name: 'b' }] }, words);
  expect(several.columns).toEqual(['Series', 'Age', 'y (€)']);
  expect(several.rows).toEqual([
    ['a', 1, 2],
    ['b', 1, 2],
  ]);
});
