import { describe, expect, test } from 'vitest';
import { queen } from '../agents/queen/queen.ts';
import { roster } from '../agents/roster/roster.ts';
import { AGENT_COLOURS, agentColours } from '../shared/agentLooks.ts';
import { contrastOf, pageColour } from './testing/contrast.ts';

const READABLE = 4.5;
const SURFACES = ['page', 'panel', 'raised', 'sunken', 'hover', 'selected', 'tint', 'bubble-own', 'bubble-other'];
const names = [
  ...AGENT_COLOURS.map((name) => [name, agentColours[name]] as const),
  ...[...roster, queen].map(({ id, colour }) => [id, colour] as const),
];

describe.each(SURFACES)('on %s', (surface) => {
  test.each(['ink', 'muted', 'accent', 'danger', 'success'])('%s can be read in both themes', (text) => {
    expect(contrastOf(pageColour(text), pageColour(surface))).toBeGreaterThanOrEqual(READABLE);
  });

  test.each(names)('a name in the colour of %s can be read in both themes', (_, colour) => {
    expect(contrastOf(colour, pageColour(surface))).toBeGreaterThanOrEqual(READABLE);
  });
});

test.each([
  ['on-disc', 'disc'],
  ['danger', 'danger-tint'],
  ['success', 'success-tint'],
])('%s can be read on %s in both themes', (text, surface) => {
  expect(contrastOf(pageColour(text), pageColour(surface))).toBeGreaterThanOrEqual(READABLE);
});
