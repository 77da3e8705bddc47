import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CSS = readFileSync(join(import.meta.dirname, '..', 'globals.css'), 'utf8');

/** A colour of the page in both themes, as `#rrggbb`. */
export type ColourPair = { light: string; dark: string };

/** The colour that the page calls so, `bubble-own` for example; throws where it has none, or not one for each theme. */
export function pageColour(name: string): ColourPair {
  const pair = new RegExp(`--color-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`).exec(CSS);
  const [, light, dark] = pair ?? [];
  if (light === undefined || dark === undefined) throw new Error(`the page has no colour ${name} for both themes`);
  return { light, dark };
}

/** How well one can be read on the other, 1 to 21, in the theme where that is worse: WCAG 2.2's contrast ratio. */
export function contrastOf(text: ColourPair, surface: ColourPair): number {
  return Math.min(contrast(text.light, surface.light), contrast(text.dark, surface.dark));
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
