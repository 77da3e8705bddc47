import type { charts as en } from '../en/charts.ts';

export const charts: typeof en = {
  kind: {
    bar: 'Balkendiagramm',
    'stacked-bar': 'Gestapeltes Balkendiagramm',
    line: 'Liniendiagramm',
    area: 'Flächendiagramm',
    scatter: 'Punktdiagramm',
    doughnut: 'Ringdiagramm',
  },
  described:
    '{kind}: {title}. {count, plural, one {# Zeile} other {# Zeilen}} mit Zahlen: {series}. Die Tabelle hat sie alle.',
  asTable: 'Als Tabelle',
  asTableOf: 'Als Tabelle: {title}',
  asChart: 'Als Diagramm',
  asChartOf: 'Als Diagramm: {title}',
  png: 'PNG',
  pngOf: 'Als PNG speichern: {title}',
  csv: 'CSV',
  csvOf: 'Als CSV speichern: {title}',
  numbers: 'Zahlen zu {title}',
  label: 'Bezeichnung',
  series: 'Reihe',
  line: 'Diagramm: {title}',
};
