import { expect, it } from 'vitest';
import { AGENT_COLOURS, AGENT_ICONS, agentColours } from './agentLooks.ts';

const BUBBLE = { light: '#FFFFFF', dark: '#26241F' };

it.each(AGENT_COLOURS)('%s can be read on a bubble of both themes', (name) => {
  expect(contrast(agentColours[name].light, BUBBLE.light)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(agentColours[name].dark, BUBBLE.dark)).toBeGreaterThanOrEqual(4.5);
});

it('offers twelve colours and every icon once', () => {
  expect(new Set(Object.values(agentColours).map(({ light }) => light)).size).toBe(12);
  expect(new Set(AGENT_ICONS).size).toBe(AGENT_ICONS.length);
});

/** Contrast ratio by WCAG 2.2. */
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
