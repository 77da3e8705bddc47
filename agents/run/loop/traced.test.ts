import { describe, expect, test } from 'vitest';
import { type RecordedSpan, recordedTrace } from '../../testing/recordedTrace.ts';
import { HANDOVER } from '../../engines/engine.ts';
import { keptPorts, type LoopTry, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, fails, type Played, playedModel, says, USAGE } from './testing/playedModel.ts';

/** Every span in the order in which it began, in short. */
function told({ spans }: RecordedSpan): unknown[] {
  return spans.map(({ what, end }) => {
    const { texts: _, ...rest } = end ?? {};
    return [what, end === null ? null : rest];
  });
}

async function traced(more: LoopTry): Promise<{ root: RecordedSpan; kinds: unknown[] }> {
  const { root, trace } = recordedTrace();
  await tryLoop({ trace, ...more }).end;
  return { root, kinds: told(root) };
}

const attemptsOf = (root: RecordedSpan) =>
  root.spans.map(({ what, end }) => [what?.kind === 'model' && what.provider, end?.error ?? end?.finish]);

describe('what is told of a step', () => {
  test('has each attempt at a model with what it used, and each call', async () => {
    const add = toolNamed('add');
    const model = playedModel([[says('I add.'), calls('add', { of: 'a' })], [says('Two.')]]);
    const { root, kinds } = await traced({ models: [model], tools: [add] });
    const asked = { kind: 'model', provider: 'anthropic', model: 'claude-opus-5-5', tier: 'premium', attempt: 1 };
    const used = { usage: USAGE, model: 'claude-opus-5-5', firstMs: 0 };
    expect(kinds).toMatchObject([
      [
        { ...asked, round: 0 },
        { ...used, finish: 'calls' },
      ],
      [{ kind: 'tool', key: 'step/0/0', tool: 'add', effect: 'read' }, {}],
      [
        { ...asked, round: 1 },
        { ...used, finish: 'complete' },
      ],
    ]);
    expect(root.spans[0]?.end?.costMicros).toBeGreaterThan(0);
    expect(root.spans[1]?.end?.texts?.()).toEqual({ of: 'tool', input: { of: 'a' }, output: 'add of a' });
    const texts = root.spans[2]?.end?.texts?.();
    expect(texts).toMatchObject({
      input: [
        { role: 'system' },
        { role: 'user', parts: [{ content: 'Do it' }] },
        { role: 'assistant', parts: [{ content: 'I add.' }, { type: 'tool_call', name: 'add' }] },
        { role: 'tool', parts: [{ type: 'tool_call_response', response: 'add of a' }] },
      ],
      output: [{ role: 'assistant', parts: [{ content: 'Two.' }] }],
    });
  });

  test('says how long is waited before a retry, and who was asked instead', async () => {
    const busy = playedModel([[fails('overloaded')]]);
    const other = playedModel([[says('Here.')]], { id: 'openai' });
    const { root } = await traced({ models: [busy, { provider: other, model: 'gpt-6-luna' }] });
    const attempts = attemptsOf(root);
    expect(attempts.slice(0, -1).every(([by, error]) => by === 'anthropic' && error === 'overloaded')).toBe(true);
    expect(attempts.at(-1)).toEqual(['openai', 'complete']);
    expect(root.spans.map(({ what }) => what?.kind === 'model' && what.attempt)).toEqual([1, 2, 3, 1]);
    const [first, , last] = root.spans;
    expect(first?.end?.retryInMs).toBeGreaterThan(0);
    expect(last?.end).not.toHaveProperty('retryInMs');
    expect(last?.end?.costMicros).toBe(0);
  });

  test('knows no cost of what was only thought, and none of what was refused', async () => {
    const thinking = playedModel(() => [{ type: 'thought', text: 'Hm.' }, fails('out-of-credit')]);
    const refusing = playedModel(() => [fails('out-of-credit')], { id: 'openai' });
    const { root } = await traced({ models: [thinking, refusing] });
    expect(root.spans.map(({ end }) => end?.costMicros)).toEqual([null, 0]);
  });

  test('has what broke off, what failed and what was refused', async () => {
    const cut: Played[] = [says('Half'), { type: 'early-end' }];
    expect(attemptsOf((await traced({ models: [playedModel([cut])] })).root)).toEqual([['anthropic', 'cut-short']]);
    const broken = toolNamed('broken', () => {
      throw new Error('no');
    });
    const model = playedModel([[calls('broken', { of: 'a' }), calls('unknown', {})], [says('So be it.')]]);
    const { root } = await traced({ models: [model], tools: [broken] });
    const tools = root.spans.filter(({ what }) => what?.kind === 'tool');
    expect(tools.map(({ end }) => end?.error).sort()).toEqual(['bad-input', 'failed']);
  });

  test('does not have what was done before, nor what another process goes on with', async () => {
    const ports = keptPorts();
    const add = toolNamed('add');
    const model = playedModel([[calls('add', { of: 'a' })], [says('Two.')]]);
    await tryLoop({ models: [model], tools: [add], ports }).end;
    const again = await traced({ models: [model], tools: [add], ports });
    expect(again.root.spans.map(({ what }) => what?.kind)).toEqual(['model']);

    const { signal, abort } = stopping();
    const slow = toolNamed('add', async () => {
      abort(HANDOVER);
      await new Promise((resolve) => setTimeout(resolve, 30));
      return { kind: 'failed', failure: 'failed', text: 'No.' };
    });
    const left = await traced({ models: [model], tools: [slow], signal });
    expect(left.root.spans.find(({ what }) => what?.kind === 'tool')?.end).toBeNull();
  });

  test('says of a model that was stopped just that', async () => {
    const hanging = stopping();
    const hung = await traced({
      models: [playedModel(() => [says('I'), { type: 'hang' }])],
      signal: hanging.signal,
      prompt: () => {
        setTimeout(() => hanging.abort('stopped'), 5);
        return { system: '', turns: [] };
      },
    });
    expect(hung.root.spans[0]?.end).toMatchObject({ stopped: true });
    expect(hung.root.spans[0]?.end).not.toHaveProperty('error');
  });
});

function stopping() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: string) => controller.abort(reason) };
}
