import { describe, expect, test } from 'vitest';
import { createDemo } from '../providers/demo.ts';
import { createScripted, type Script, writing } from '../providers/scripted.ts';
import { roster } from '../roster/roster.ts';
import { candidateFor, modelsWith, orderOf, quickClock, recordedLog } from '../testing/parts.ts';
import { choose, readChoice } from './choose.ts';

const order = orderOf([], {
  request: { messageId: 'm', senderId: 'u', senderName: 'Anna', text: 'Can you write a python function?' },
  context: [{ senderId: 'u2', senderKind: 'user', name: 'Ben', text: 'We need a script.' }],
});

async function chooseWith(script: Script, signal = new AbortController().signal) {
  const provider = createScripted(script);
  const log = recordedLog();
  const models = modelsWith([provider, createDemo()], { scripted: ['small'] });
  const candidates = [candidateFor(provider, 'small')];
  const choice = await choose(order, roster, { candidates, chain: { models, clock: quickClock(), log }, signal });
  return { choice, provider, log };
}

describe('choose', () => {
  test('takes the model’s choice', async () => {
    const { choice, provider } = await chooseWith(writing(['{"agents": ["research", "coder"], "why": "Both."}']));
    expect(choice).toMatchObject({ agentIds: ['research', 'coder'], explanation: 'Both.' });
    const asked = provider.calls[0];
    expect(asked?.system).toContain('- health: ');
    expect(asked?.turns[0]?.text).toContain('Ben: We need a script.');
    expect(asked?.turns[0]?.text).toContain('Can you write a python function?');
  });

  test('asks once more where the answer is not in form, and tells what is wrong', async () => {
    const { choice, provider } = await chooseWith((_, call) =>
      writing([call === 1 ? 'The coder, I think.' : '{"agents": ["coder"], "why": "Code."}']),
    );
    expect(choice.agentIds).toEqual(['coder']);
    expect(provider.calls[1]?.turns.map((turn) => turn.role)).toEqual(['user', 'assistant', 'user']);
    expect(provider.calls[1]?.turns[2]?.text).toContain('no JSON object');
  });

  test('goes by the rules where the model stays out of form', async () => {
    const { choice, provider, log } = await chooseWith(writing(['No.']));
    expect(choice.agentIds).toEqual(['coder']);
    expect(provider.calls).toHaveLength(2);
    expect(log.lines.map((line) => line.fields.repair)).toEqual([false, true]);
  });

  test.each(['bad-key', 'overloaded', 'refused'] as const)(
    'goes by the rules where the model fails: %s',
    async (fault) => {
      expect((await chooseWith([{ fail: fault }])).choice.agentIds).toEqual(['coder']);
    },
  );

  test('asks no model where there is only the demo', async () => {
    const demo = createDemo();
    const chain = { models: modelsWith([demo]), clock: quickClock(), log: recordedLog() };
    const asking = { candidates: [candidateFor(demo, 'queen')], chain, signal: new AbortController().signal };
    expect((await choose(order, roster, asking)).agentIds).toEqual(['coder']);
  });

  test('ends when the run is stopped', async () => {
    expect((await chooseWith([{ hang: true }], AbortSignal.abort())).choice.agentIds).toEqual(['coder']);
  });
});

describe('readChoice', () => {
  test.each([
    ['{"agents":["coder"],"why":"x"}', ['coder']],
    ['Sure!\n```json\n{"agents": ["health", "coder"], "why": "x"}\n```', ['coder', 'health']],
    ['{"agents":["coder","coder"],"why":"x"}', ['coder']],
    ['{"agents":[],"why":""}', []],
  ])('reads %j', (text, agentIds) => {
    expect(readChoice(text, roster)).toMatchObject({ ok: true, choice: { agentIds } });
  });

  test.each([
    'coder',
    '{',
    '{"agents": "coder", "why": "x"}',
    '{"agents":["Coder"],"why":"x"}',
    '{"agents":["nobody"],"why":"x"}',
    '{"agents":["coder","health","research","support"],"why":"x"}',
    '{"agents":["coder"]}',
    '["coder"]',
    '{"agents":["coder"],"why":"x"} or {"agents":[]}',
  ])('refuses %j', (text) => {
    expect(readChoice(text, roster).ok).toBe(false);
  });

  test('keeps the explanation to one short line', () => {
    const read = readChoice(JSON.stringify({ agents: [], why: `a\n b ${'x'.repeat(300)}` }), roster);
    expect(read.ok && read.choice.explanation).toMatch(/^a b x{196}$/);
  });
});
