/** What a chart is drawn in, as the canvas takes it: the colours of the theme that holds now. */
export type ChartColours = { series: string[]; paper: string; ink: string; muted: string; line: string };

/** One for each series that a chart may have; see `--chart-1` and those after it. */
const SERIES = [1, 2, 3, 4, 5, 6, 7, 8];

/** Reads them off an element, since a canvas knows neither variables nor themes. */
export function chartColours(inside: HTMLElement): ChartColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    series: SERIES.map((number) => read(`--chart-${String(number)}`)),
    paper: read('--color-bubble-other'),
    ink: read('--color-ink'),
    muted: read('--color-muted'),
    line: read('--color-line'),
  };
  probe.remove();
  return colours;
}
