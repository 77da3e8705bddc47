import { expect, it } from 'vitest';
import { AGENT_ICONS, agentColours } from './agentLooks.ts';

it('offers twelve colours and every icon once', () => {
  expect(new Set(Object.values(agentColours).map(({ light }) => light)).size).toBe(12);
  expect(new Set(AGENT_ICONS).size).toBe(AGENT_ICONS.length);
});
