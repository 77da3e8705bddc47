/** Charts below answers. */
export const charts = {
  kind: {
    bar: 'Bar chart',
    'stacked-bar': 'Stacked bar chart',
    line: 'Line chart',
    area: 'Area chart',
    scatter: 'Scatter chart',
    doughnut: 'Doughnut chart',
  },
  described:
    '{kind}: {title}. {count, plural, one {# row} other {# rows}} of numbers: {series}. The table has them all.',
  asTable: 'As a table',
  asTableOf: 'As a table: {title}',
  asChart: 'As a chart',
  asChartOf: 'As a chart: {title}',
  png: 'PNG',
  pngOf: 'Save as PNG: {title}',
  csv: 'CSV',
  csvOf: 'Save as CSV: {title}',
  numbers: 'Numbers of {title}',
  label: 'Label',
  series: 'Series',
  line: 'Chart: {title}',
};
