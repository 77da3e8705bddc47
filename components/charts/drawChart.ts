import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart as Drawn,
  DoughnutController,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Title,
  Tooltip,
} from 'chart.js';
import type { Chart } from '../../shared/chart.ts';
import { chartConfig, type Drawing } from './chartConfig.ts';

Drawn.register(BarController, LineController, ScatterController, DoughnutController);
Drawn.register(BarElement, LineElement, PointElement, ArcElement, CategoryScale, LinearScale);
Drawn.register(Filler, Legend, Title, Tooltip);

/** Draws a chart into a canvas, as large as what is around it, until the function is called that this gives. */
export function drawChart(canvas: HTMLCanvasElement, chart: Chart, drawing: Drawing): () => void {
  const drawn = new Drawn(canvas, chartConfig(chart, drawing));
  return () => {
    drawn.destroy();
  };
}

/** In CSS pixels; the picture has twice as many. */
const PICTURE = { width: 720, height: 420 };

/** The chart as a picture by itself, with its title, of the same size on every device; null where the browser makes none. */
export async function pictureOfChart(chart: Chart, drawing: Drawing): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = PICTURE.width;
  canvas.height = PICTURE.height;
  const config = chartConfig(chart, drawing);
  const drawn = new Drawn(canvas, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: 2 },
  });
  const picture = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  drawn.destroy();
  return picture;
}
