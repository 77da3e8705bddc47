import { describe, expect, it } from 'vitest';
import { AGENT_FILE_LENGTH, readAgentFile, writeAgentFile } from './agentFile.ts';
import type { AgentDefinition } from './ownAgent.ts';

const definition: AgentDefinition = {
  ...{ handle: 'beekeeper', name: 'Imkerin 🐝', colour: 'olive', icon: 'compass', about: 'Kennt „Bienen“.' },
  ...{ instructions: 'Line\n\n```js\n"quoted"\n```', starters: ['How?'], tier: 'edge', model: 'ollama/qwen3:8b' },
  effort: 'high',
  tools: ['time', 'calculate'],
};
const written = writeAgentFile(definition);
const file = JSON.parse(written) as { agent: Record<string, unknown> };

function fault(value: unknown): string {
  const read = readAgentFile(typeof value === 'string' ? value : JSON.stringify(value));
  return read.ok ? 'ok' : `${read.fault} ${read.at}`.trim();
}

describe('a file of an agent', () => {
  it('is read as it was written', () => {
    expect(readAgentFile(written)).toEqual({ ok: true, definition });
  });

  it('holds nothing but what the agent is', () => {
    const more = { ...definition, id: 'own-1', savedBy: 'ada' };
    expect(writeAgentFile(more)).toBe(written);
  });

  it.each([
    ['no JSON', 'no-agent', 'hello'],
    ['nothing', 'no-agent', ''],
    ['other JSON', 'no-agent', { name: 'Bee' }],
    ['a list', 'no-agent', [1]],
    ['null', 'no-agent', 'null'],
    ['a later format', 'other-format', { ...file, 'waggle-agent': 2 }],
    ['what is too long', 'too-large', written.padEnd(AGENT_FILE_LENGTH + 1)],
    ['no agent in it', 'wrong', { 'waggle-agent': 1 }],
    ['more beside the agent', 'wrong', { ...file, more: true }],
    ['more in the agent', 'wrong', { ...file, agent: { ...file.agent, shared: true } }],
    [
      'instructions that are too long',
      'wrong instructions',
      { ...file, agent: { ...file.agent, instructions: 'x'.repeat(8001) } },
    ],
    ['a colour that there is not', 'wrong colour', { ...file, agent: { ...file.agent, colour: '#fff' } }],
    ['an icon that there is not', 'wrong icon', { ...file, agent: { ...file.agent, icon: '../x' } }],
    ['a starter that is no text', 'wrong starters.0', { ...file, agent: { ...file.agent, starters: [1] } }],
    ['a prototype', 'wrong', written.replace('"handle"', '"__proto__": {"x": 1}, "handle"')],
  ])('is not taken with %s', (_, expected, value) => {
    expect(fault(value)).toBe(expected);
  });
});
