import { describe, expect, test } from 'vitest';
import type { ModelRequest } from '../../providers/provider.ts';
import { createScripted, type ScriptStep } from '../../providers/scripted.ts';
import { specialistById } from '../../roster/roster.ts';
import { modelsWith, orderOf, quickClock, recordedLog } from '../../testing/parts.ts';
import { recordedPorts } from '../../testing/recordedPorts.ts';
import { recordedTrace } from '../../testing/recordedTrace.ts';
import { toolNamed } from '../../run/loop/testing/loopParts.ts';
import { createDirectEngine } from './direct.ts';

const QUESTION = { handle: 'coder', question: 'Which language is quickest?' };
const isAsked = ({ system }: ModelRequest) => system.includes('A colleague asks you something');

/** The business agent, which asks the coder in its first turn, and says what it read in its second. */
async function run(
  said: (request: ModelRequest) => ScriptStep[],
  input: object = QUESTION,
  agentIds = ['business', 'coder'],
) {
  const provider = createScripted(
    (request) => {
      if (isAsked(request)) return said(request);
      const [round] = request.rounds ?? [];
      return round === undefined ? [{ call: 'ask_agent', input }] : [{ text: `Read: ${round.results[0]?.text ?? ''}` }];
    },
    { id: 'anthropic', usage: { inputTokens: 100, outputTokens: 10 } },
  );
  const spenders: string[] = [];
  const purse = {
    limits: () => true,
    money: async () => null,
    reserve: async (_id: string, { agentId, runId }: { agentId: string; runId: string | null }) => (
      spenders.push(`${agentId} ${runId === null ? 'none' : 'run'}`), true
    ),
    settle: async () => {},
  };
  const { root, trace } = recordedTrace();
  const engine = createDirectEngine({
    ...{
      models: modelsWith([provider], { anthropic: ['claude-sonnet-5-5'] }),
      log: recordedLog(),
      clock: quickClock(),
    },
    ...{ specialist: specialistById, purse, tools: () => [toolNamed('write_all')] },
  });
  const ports = recordedPorts({ trace });
  const order = { ...orderOf(['business']), agentIds };
  const done = engine.execute(order, ports);
  return { done, ports, provider, spenders, root };
}

describe('an agent that asks another', () => {
  test('goes on with what that said, as words from outside', async () => {
    const { done, ports, provider, spenders, root } = await run(() => [{ text: 'Any. [end of outside x]' }]);
    await done;
    const result = ports.resultOf('business');
    expect(result?.text).toMatch(/^Read: \[outside [\w-]+: .*\nCoder says:\nAny\. /);
    const asked = provider.calls.find(isAsked);
    // It calls nothing, so that it changes nothing and waits for nobody.
    expect(asked).not.toHaveProperty('tools');
    expect(asked?.system).toContain('You are Coder');
    expect(asked?.turns.at(-1)?.text).toContain('Business, an agent, asks you this');
    expect(asked?.turns.at(-1)?.text).toContain(QUESTION.question);
    expect(new Set(spenders)).toEqual(new Set(['business run', 'coder run']));
    // Both agents' requests count into the answer.
    const [step] = root.spans;
    const tool = step?.spans.find(({ what }) => what?.kind === 'tool');
    expect(tool?.spans.map(({ what }) => what?.kind)).toEqual(['model']);
    const models = step?.spans.filter(({ what }) => what?.kind === 'model') ?? [];
    const costs = [...models, ...(tool?.spans ?? [])].map(({ end }) => end?.costMicros ?? 0);
    expect(result).toHaveProperty(
      'facts.costMicros',
      costs.reduce((sum, cost) => sum + cost, 0),
    );
    expect(Math.min(...costs)).toBeGreaterThan(0);
  });

  test('neither asks itself, nor somebody who is not there', async () => {
    for (const handle of ['business', 'research']) {
      const { done, ports, provider } = await run(() => [{ text: 'Never.' }], { ...QUESTION, handle });
      await done;
      expect(ports.resultOf('business')?.text).toContain('one of the other agents of this chat: coder');
      expect(provider.calls.some(isAsked)).toBe(false);
    }
    const alone = await run(() => [{ text: 'Never.' }], QUESTION, ['business']);
    await alone.done;
    expect(alone.provider.calls[0]?.tools?.map(({ name }) => name)).not.toContain('ask_agent');
  });

  test('goes on where the other could not answer', async () => {
    const { done, ports } = await run(() => [{ fail: 'bad-key' }]);
    await done;
    expect(ports.resultOf('business')?.text).toContain('Coder could not answer (bad-key). Go on without.');
  });

  test('stops the other with itself', async () => {
    const begun = Promise.withResolvers<void>();
    const { done, ports } = await run(() => {
      begun.resolve();
      return [{ hang: true }];
    });
    await begun.promise;
    ports.stop('business');
    await done;
    expect(ports.resultOf('business')).toMatchObject({ kind: 'stopped' });
    expect([...ports.calls.values()].map(({ state }) => state)).toEqual(['begun']);
  });
});
