import { describe, expect, test } from 'vitest';
import { soughtFor } from '../../guard/redactor.ts';
import type { ModelRequest, Provider } from '../../providers/provider.ts';
import { createScripted, writing } from '../../providers/scripted.ts';
import { specialistById } from '../../roster/roster.ts';
import type { StepOrder } from '../engine.ts';
import { engineConformance } from '../../testing/engineConformance.ts';
import { modelsWith, orderOf, quickClock, recordedLog, stepOf } from '../../testing/parts.ts';
import { recordedPorts } from '../../testing/recordedPorts.ts';
import { calculator } from '../../tools/calculator/calculator.ts';
import { createDirectEngine } from './direct.ts';

engineConformance('direct', createDirectEngine);

const facts = {
  ...{ provider: 'anthropic', model: 'claude-haiku-5-5', demo: false, firstTokenMs: 1, durationMs: 2 },
  ...{ inputTokens: 3, outputTokens: 4, costMicros: 5 },
};

describe('direct chooses models', () => {
  const request = { messageId: 'request', senderId: 'anna', senderName: 'Anna', text: 'What is a hive?' };

  function engineAt(providers: readonly Provider[], listed: Record<string, string[]>) {
    const clock = quickClock();
    const parts = { models: modelsWith(providers, listed), specialist: specialistById, log: recordedLog(), clock };
    const engine = createDirectEngine({ ...parts, tools: () => [calculator()] });
    const answer = async (text: string) => {
      const ports = recordedPorts();
      await engine.execute(orderOf(['support'], { request: { ...request, text } }), ports);
      return ports.resultOf('support');
    };
    return { answer, clock };
  }

  test('by how hard a request is', async () => {
    const provider = createScripted(writing(['So.']), { id: 'anthropic' });
    const { answer } = engineAt([provider], { anthropic: ['claude-haiku-5-5', 'claude-sonnet-5-5'] });
    expect(await answer('What is a hive?')).toMatchObject({ facts: { model: 'claude-haiku-5-5', because: 'easy' } });
    const hard = `Prove it: ${'const bee = hive();\n'.repeat(200)}`;
    expect(await answer(hard)).toMatchObject({ facts: { model: 'claude-sonnet-5-5' } });
  });

  test('and stays with the one that read the conversation, where that costs less', async () => {
    const usage = { inputTokens: 60_000, outputTokens: 5 };
    const script = (_: ModelRequest, call: number) => (call === 1 ? [{ fail: 'internal' } as const] : writing(['So.']));
    const preferred = createScripted(script, { id: 'anthropic', usage });
    const other = createScripted(writing(['So.']), { id: 'openai', usage });
    const listed = { anthropic: ['claude-sonnet-5-5'], openai: ['gpt-6.1-terra'] };
    const { answer, clock } = engineAt([preferred, other], listed);
    expect(await answer('What?')).toMatchObject({ facts: { because: 'instead anthropic/claude-sonnet-5-5' } });
    expect(await answer('What?')).toMatchObject({ facts: { model: 'gpt-6.1-terra', because: 'conversation' } });
    await clock.sleep(301_000, new AbortController().signal);
    expect(await answer('What?')).toMatchObject({ facts: { model: 'claude-sonnet-5-5', because: 'nearest' } });
  });

  test('and says whose place another one took', async () => {
    const broken = createScripted([{ fail: 'bad-key' }], { id: 'anthropic' });
    const other = createScripted(writing(['So.']), { id: 'openai' });
    const listed = { anthropic: ['claude-haiku-5-5'], openai: ['gpt-6-luna'] };
    expect(await engineAt([broken, other], listed).answer('What is a hive?')).toMatchObject({
      kind: 'complete',
      facts: { model: 'gpt-6-luna', because: 'instead anthropic/claude-haiku-5-5' },
    });
  });

  test('and does not ask again with a key that was refused, while there is another', async () => {
    const broken = createScripted([{ fail: 'bad-key' }], { id: 'anthropic' });
    const other = createScripted(writing(['So.']), { id: 'openai' });
    const listed = { anthropic: ['claude-haiku-5-5'], openai: ['gpt-6-luna'] };
    const { answer } = engineAt([broken, other], listed);
    await answer('What is a hive?');
    await answer('What is a hive?');
    expect([broken.calls.length, other.calls.length]).toEqual([1, 2]);
    const alone = engineAt([broken], listed);
    for (const _ of [1, 2]) expect(await alone.answer('What?')).toMatchObject({ failure: 'bad-key' });
    expect(broken.calls).toHaveLength(3);
  });

  test('and keeps to local ones where the chat does, in everything', async () => {
    const far = createScripted(writing(['Far.']), { id: 'anthropic' });
    const near = createScripted(writing(['Near.']), { id: 'ollama' });
    const listed = { anthropic: ['claude-haiku-5-5'], ollama: ['qwen3'] };
    const engineOf = (own: string[]) => {
      const models = modelsWith([far, near], listed, own);
      return createDirectEngine({ models, specialist: specialistById, log: recordedLog(), clock: quickClock() });
    };
    const chat = { kind: 'group', title: 'Hive', goal: '', instructions: '', localOnly: true } as const;
    const summary = {
      ...{ chatId: 'chat', asker: { id: 'anna', timeZone: 'UTC' }, before: '', localOnly: true },
      messages: [{ name: 'Anna', senderKind: 'user' as const, text: 'Bees fly.', at: 0 }],
    };
    const asked = { ...request, text: 'What is a hive? Give me one combined answer.' };
    const steps = [stepOf('support', { choice: { model: 'anthropic/claude-haiku-5-5' } }), stepOf('coder')];
    const order = orderOf(['support', 'coder'], { request: asked, chat, steps });

    const ports = recordedPorts();
    expect(await engineOf(['ollama']).execute(order, ports)).toBe('done');
    expect(ports.resultOf('support')).toMatchObject({
      facts: { provider: 'ollama', because: 'unmet anthropic/claude-haiku-5-5' },
    });
    await engineOf(['ollama']).execute({ ...order, steps: [], undecided: true }, recordedPorts());
    expect(await engineOf(['ollama']).summarise?.(summary, new AbortController().signal)).toMatchObject({
      facts: { provider: 'ollama' },
    });

    const nobody = recordedPorts();
    expect(await engineOf([]).execute(order, nobody)).toBe('failed');
    expect(nobody.resultOf('coder')).toEqual({ kind: 'failed', text: '', failure: 'no-local-model' });
    expect(await engineOf([]).summarise?.(summary, new AbortController().signal)).toEqual({
      kind: 'not-made',
      failure: 'no-local-model',
    });
    expect(near.calls.length).toBeGreaterThan(3);
    expect(far.calls).toEqual([]);
  });

  test('and has a combined answer made by what a person chose, and the answers it stands on by nobody again', async () => {
    const provider = createScripted(writing(['So.']), { id: 'anthropic' });
    const listed = { anthropic: ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'] };
    const models = modelsWith([provider], listed);
    const engine = createDirectEngine({
      ...{ models, specialist: specialistById, log: recordedLog(), clock: quickClock() },
    });
    const recorded = { kind: 'complete', text: 'Honey.', facts } as const;
    const steps = ['support', 'coder'].map((id) => stepOf(id, { recorded }));
    const combined = async (choice: StepOrder['choice']) => {
      const ports = recordedPorts();
      await engine.execute(orderOf(['support', 'coder'], { steps, consolidation: stepOf('queen', { choice }) }), ports);
      return ports.resultOf('queen');
    };
    expect(await combined({ model: 'anthropic/claude-opus-5-5' })).toMatchObject({
      facts: { model: 'claude-opus-5-5', because: 'chosen' },
    });
    expect(await combined({ tier: 'cloud' })).toMatchObject({
      facts: { model: 'claude-sonnet-5-5', because: 'chosen' },
    });
    expect(await combined(null)).toMatchObject({ facts: { model: 'claude-haiku-5-5', because: 'set' } });
    const unknown = await combined({ model: 'anthropic/claude-1' });
    expect(unknown).toMatchObject({ facts: { because: 'unmet anthropic/claude-1' } });
    expect(provider.calls).toHaveLength(4);
  });

  test('and tells one that calls none of no tools', async () => {
    const provider = createScripted(writing(['So.']), { id: 'perplexity' });
    await engineAt([provider], { perplexity: ['sonar'] }).answer('What is a hive?');
    const [asked] = provider.calls;
    expect(asked).not.toHaveProperty('tools');
    expect(asked?.system).toContain('you can only write this message');
  });
});

test('what models write goes out without secrets, and the log hears of it without them', async () => {
  const log = recordedLog();
  const provider = createScripted(writing(['It is sk-of-the-', 'hive-0123.']), { id: 'anthropic' });
  const engine = createDirectEngine({
    ...{ models: modelsWith([provider], { anthropic: ['claude-haiku-5-5'] }), specialist: specialistById, log },
    ...{ clock: quickClock(), secrets: () => soughtFor(['sk-of-the-hive-0123']) },
  });
  const ports = recordedPorts();
  await engine.execute(orderOf(['support']), ports);
  expect(ports.resultOf('support')?.text).toBe('It is [secret].');
  expect(JSON.stringify(log)).toMatch(/which was taken out/);
  expect(JSON.stringify(log)).not.toContain('hive-0123');
});
