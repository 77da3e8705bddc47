import { ChartColumn, Download, Table } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useLocale } from 'use-intl';
import { type Chart, type ChartTable, chartTable } from '../../shared/chart.ts';
import { csvText } from '../../shared/csv.ts';
import { fileName } from '../../shared/fileName.ts';
import { usePreferences } from '../i18n/preferences.ts';
import { useT } from '../i18n/useT.ts';
import { saveFile } from '../ui/saveFile.ts';
import { useMedia } from '../ui/useMedia.ts';
import { chartColours } from './chartColours.ts';
import { drawChart, pictureOfChart } from './drawChart.ts';

/** Numbers that an agent had drawn: as a chart, or the same as a table, and either to be saved. */
export function ChartView({ chart }: { chart: Chart }) {
  const t = useT('charts');
  const locale = useLocale();
  const figure = useRef<HTMLElement>(null);
  const [asTable, setAsTable] = useState(false);
  const { title } = chart;
  const table = chartTable(chart, { label: t('label'), series: t('series'), x: 'x', y: 'y' });

  const savePicture = async () => {
    if (figure.current === null) return;
    const picture = await pictureOfChart(chart, { ...lookOf(figure.current), locale, titled: true });
    if (picture !== null) saveFile(fileName(title, 'png'), picture);
  };
  const saveTable = () => {
    const german = locale.startsWith('de');
    const rows = [table.columns, ...(german ? table.rows.map((row) => row.map(withComma)) : table.rows)];
    saveFile(fileName(title, 'csv'), new Blob([csvText(rows, german ? ';' : ',')], { type: 'text/csv' }));
  };

  return (
    <figure ref={figure} className="chart">
      <figcaption className="chart-title">{title}</figcaption>
      <div className="chart-space">
        {asTable ? <Numbers title={title} table={table} /> : <Drawn chart={chart} rows={table.rows.length} />}
      </div>
      <div className="chart-actions">
        <button
          type="button"
          className="bubble-action"
          aria-label={t(asTable ? 'asChartOf' : 'asTableOf', { title })}
          onClick={() => {
            setAsTable(!asTable);
          }}
        >
          {asTable ? <ChartColumn aria-hidden size={14} /> : <Table aria-hidden size={14} />}
          {t(asTable ? 'asChart' : 'asTable')}
        </button>
        <button
          type="button"
          className="bubble-action"
          aria-label={t('pngOf', { title })}
          onClick={() => void savePicture()}
        >
          <Download aria-hidden size={14} />
          {t('png')}
        </button>
        <button type="button" className="bubble-action" aria-label={t('csvOf', { title })} onClick={saveTable}>
          <Download aria-hidden size={14} />
          {t('csv')}
        </button>
      </div>
    </figure>
  );
}

function Drawn({ chart, rows }: { chart: Chart; rows: number }) {
  const t = useT('charts');
  const locale = useLocale();
  const canvas = useRef<HTMLCanvasElement>(null);
  // Both decide which theme holds, and with it the colours that are read.
  const { theme } = usePreferences();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const look = `${theme} ${String(dark)}`;
  useEffect(() => {
    const { current } = canvas;
    if (current?.parentElement == null || look === '') return;
    return drawChart(current, chart, { ...lookOf(current.parentElement), locale, titled: false });
  }, [chart, locale, look]);
  const series = new Intl.ListFormat(locale).format(chart.series.map(({ name }) => name));
  const described = t('described', { kind: t(`kind.${chart.kind}`), title: chart.title, count: rows, series });
  return <canvas ref={canvas} role="img" aria-label={described} />;
}

function Numbers({ title, table }: { title: string; table: ChartTable }) {
  const t = useT('charts');
  const format = useFormatter();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
    <section aria-label={t('numbers', { title })} tabIndex={0} className="chart-numbers">
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never change places, and may be equal
            <tr key={at}>
              {row.map((cell, column) => {
                const key = table.columns[column];
                const text = typeof cell === 'number' ? format.number(cell, { maximumFractionDigits: 10 }) : cell;
                return column === 0 && typeof cell === 'string' ? (
                  <th key={key} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={key}>{text}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function lookOf(element: HTMLElement) {
  return { colours: chartColours(element), font: getComputedStyle(element).fontFamily };
}

/** As spreadsheets in German read numbers. */
function withComma(cell: string | number | null): string | number | null {
  return typeof cell === 'number' && /^-?\d+\.\d+$/.test(String(cell)) ? String(cell).replace('.', ',') : cell;
}
