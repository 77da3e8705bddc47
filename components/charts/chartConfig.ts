import type { ChartConfiguration, ChartOptions, Plugin } from 'chart.js';
import type { Chart, LabelledChart, ScatterChart } from '../../shared/chart.ts';
import { withUnit } from '../../shared/chart.ts';
import type { ChartColours } from './chartColours.ts';

/** How a chart is drawn: the colours, the language of its numbers, and for a picture by itself its title too. */
export type Drawing = { colours: ChartColours; locale: string; font: string; titled: boolean };

/** So that series differ by more than their colours. */
const DASHES = [[], [7, 4], [2, 3], [10, 4, 2, 4], [14, 4], [5, 2, 2, 2, 2, 2], [3, 6], [1, 2]];
const SHAPES = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot', 'cross', 'rectRounded'] as const;

/** Longer words of an axis or a legend are cut, so that there is room to draw; the table has them whole. */
const AXIS_WORDS = 16;
const LEGEND_WORDS = { few: 28, many: 18 };

/** A chart as the library takes it. Nothing moves: what is drawn is there at once. */
export function chartConfig(chart: Chart, drawing: Drawing): ChartConfiguration {
  switch (chart.kind) {
    case 'scatter':
      return scatter(chart, drawing);
    case 'doughnut':
      return doughnut(chart, drawing);
    case 'bar':
    case 'stacked-bar':
    case 'line':
    case 'area':
      return labelled(chart, drawing);
  }
}

function labelled(chart: LabelledChart, drawing: Drawing): ChartConfiguration {
  const { kind, labels, series } = chart;
  const { colours } = drawing;
  const isLine = kind === 'line' || kind === 'area';
  const stacked = kind === 'stacked-bar';
  const alone = series.length === 1;
  const datasets = series.map(({ name, values }, at) => {
    const colour = colours.series[at] ?? colours.ink;
    const common = { label: inLegend(name, series.length), data: values, backgroundColor: colour };
    if (!isLine) {
      return { ...common, borderColor: colours.paper, borderWidth: stacked ? 1 : 0, maxBarThickness: 48 };
    }
    return {
      ...common,
      ...{ borderColor: colour, borderWidth: 2, borderDash: alone ? [] : DASHES[at], spanGaps: false },
      ...{ pointStyle: alone ? 'circle' : SHAPES[at], pointRadius: labels.length > 40 ? 0 : 3, pointHoverRadius: 5 },
      ...(kind === 'area' && { fill: 'origin', backgroundColor: withAlpha(colour, 0.22) }),
    };
  });
  return {
    type: isLine ? 'line' : 'bar',
    data: { labels, datasets },
    options: {
      ...options(chart, drawing, !alone),
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          ...axis(chart.xTitle, drawing),
          stacked,
          grid: { display: false },
          ticks: {
            color: colours.muted,
            maxRotation: 50,
            callback: (_value, at) => shortened(labels[at] ?? '', AXIS_WORDS),
          },
        },
        y: { ...axis(withUnit(chart.yTitle, chart.unit), drawing), stacked, beginAtZero: !isLine || kind === 'area' },
      },
    },
    plugins: [paper(colours.paper)],
  };
}

function scatter(chart: ScatterChart, drawing: Drawing): ChartConfiguration {
  const { colours } = drawing;
  const datasets = chart.series.map(({ name, points }, at) => ({
    ...{
      label: inLegend(name, chart.series.length),
      data: points,
      pointStyle: SHAPES[at],
      pointRadius: 4,
      pointHoverRadius: 6,
    },
    backgroundColor: colours.series[at] ?? colours.ink,
    borderColor: colours.series[at] ?? colours.ink,
  }));
  return {
    type: 'scatter',
    data: { datasets },
    options: {
      ...options(chart, drawing, chart.series.length > 1),
      scales: {
        x: { ...axis(chart.xTitle, drawing), type: 'linear' },
        y: axis(withUnit(chart.yTitle, chart.unit), drawing),
      },
    },
    plugins: [paper(colours.paper)],
  };
}

function doughnut(chart: LabelledChart, drawing: Drawing): ChartConfiguration {
  const { colours } = drawing;
  const data = chart.series[0]?.values.map((value) => value ?? 0) ?? [];
  return {
    type: 'doughnut',
    data: {
      labels: chart.labels.map((label) => inLegend(label, chart.labels.length)),
      datasets: [{ data, backgroundColor: colours.series, borderColor: colours.paper, borderWidth: 2 }],
    },
    options: options(chart, drawing, true),
    plugins: [paper(colours.paper)],
  };
}

function options(chart: Chart, { colours, locale, font, titled }: Drawing, legend: boolean): ChartOptions {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const said = (value: number) => [numbers.format(value), chart.unit].filter((part) => part !== '').join(' ');
  return {
    ...{ animation: false, maintainAspectRatio: false, locale, color: colours.ink },
    font: { family: font, size: 12 },
    layout: { padding: titled ? 16 : 0 },
    plugins: {
      title: { display: titled, text: chart.title, color: colours.ink, font: { size: 15 } },
      legend: {
        display: legend,
        position: 'bottom',
        // To hide a series is for hands that point alone; the table has all.
        onClick: () => {},
        labels: {
          ...{ color: colours.ink, boxWidth: 12, boxHeight: 8, padding: 10 },
          usePointStyle: chart.kind === 'line' || chart.kind === 'area' || chart.kind === 'scatter',
        },
      },
      tooltip: {
        callbacks: {
          label: ({ dataset, label, parsed, raw }) => {
            if (chart.kind === 'scatter') {
              return `${dataset.label ?? ''}: ${numbers.format(parsed.x ?? 0)}; ${said(parsed.y ?? 0)}`;
            }
            const name = chart.kind === 'doughnut' ? label : (dataset.label ?? '');
            return `${name}: ${typeof raw === 'number' ? said(raw) : ''}`;
          },
        },
      },
    },
  };
}

function axis(title: string, { colours }: Drawing) {
  return {
    title: { display: title !== '', text: title, color: colours.muted },
    ticks: { color: colours.muted },
    grid: { color: colours.line },
    border: { color: colours.muted },
  };
}

/** Behind all that is drawn, so that a saved picture is no darker or lighter than the theme it was drawn for. */
function paper(colour: string): Plugin {
  return {
    id: 'paper',
    beforeDraw: ({ ctx, width, height }) => {
      ctx.save();
      ctx.fillStyle = colour;
      ctx.fillRect(0, 0, width, height);
      ctx.restore();
    },
  };
}

/** A colour as `getComputedStyle` tells it, with so much of it seen. */
export function withAlpha(colour: string, alpha: number): string {
  const parts = /^rgba?\((\d+), (\d+), (\d+)/.exec(colour);
  return parts === null ? colour : `rgba(${parts.slice(1).join(', ')}, ${String(alpha)})`;
}

function inLegend(name: string, count: number): string {
  return shortened(name, count > 4 ? LEGEND_WORDS.many : LEGEND_WORDS.few);
}

export function shortened(text: string, most: number): string {
  const signs = Array.from(text);
  return signs.length > most
    ? `${signs
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : text;
}
