import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Rgb = [number, number, number];

const styles = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

/** The two forms of a token: light, dark. */
function token(name: string): [Rgb, Rgb] {
  const found = new RegExp(`--${name}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`).exec(styles);
  if (found === null) throw new Error(`no ${name} in globals.css`);
  return [rgb(found[1] ?? ''), rgb(found[2] ?? '')];
}

function rgb(hex: string): Rgb {
  const part = (at: number) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [part(0), part(2), part(4)];
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

/** Linear light as people without green or without red cones see it (Viénot, Brettel and Mollon, 1999). */
const SEEN: Record<string, (of: Rgb) => Rgb> = {
  'all colours': (of) => of,
  'no green': ([r, g, b]) => [0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b],
  'no red': ([r, g, b]) => [0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b],
};

/** Distance in CIELAB. */
function distance(a: Rgb, b: Rgb): number {
  const [one, other] = [lab(a), lab(b)];
  return Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)));
}

function lab([r, g, b]: Rgb): number[] {
  const curve = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = curve(luminance([r, g, b]));
  const z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours of charts, %s', (_, theme) => {
  const series = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => token(`chart-${number}`)[theme]);

  test('are seen on a bubble', () => {
    const paper = token('color-bubble-other')[theme];
    for (const colour of series) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.entries(SEEN))('are told apart by who sees %s', (_who, see) => {
    for (const [at, colour] of series.entries()) {
      for (const other of series.slice(at + 1)) {
        expect(distance(see(colour), see(other))).toBeGreaterThan(15);
      }
    }
  });
});
