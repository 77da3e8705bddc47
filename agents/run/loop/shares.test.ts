import { describe, expect, test } from 'vitest';
import { candidateFor } from '../../testing/parts.ts';
import type { RecordedCall } from './ports.ts';
import { priced } from '../../models/budget/spent.ts';
import { done, keptPorts, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, fails, playedModel, says } from './testing/playedModel.ts';

const BRUSH = { provider: 'openai', model: 'brush' };
/** What the words of an answer in two turns take. */
const WORDS = {
  provider: 'anthropic',
  model: 'claude-opus-5-5',
  inputTokens: 200,
  outputTokens: 20,
  costMicros: 1_200,
};

describe('what a step used', () => {
  test.each([
    [34_000, 35_200],
    [null, null],
  ])('counts what a tool cost, %s', async (costMicros, sum) => {
    const model = playedModel([[calls('draw', { of: 'a' })], [says('There it is.')]]);
    const shares = priced(BRUSH, costMicros);
    const draw = toolNamed('draw', () => ({ kind: 'done', text: 'Drawn.', fromOutside: false, shares }));
    const { end } = tryLoop({ models: [model], tools: [draw] });
    expect((await end).result).toMatchObject({
      kind: 'complete',
      facts: { costMicros: sum, shares: [WORDS, ...shares] },
    });
  });

  test('counts what was drawn before it was stopped, and what the call cost that was stopped', async () => {
    const stop = new AbortController();
    const model = playedModel([[calls('draw', { of: 'a' }), calls('draw', { of: 'b' })]]);
    const draw = toolNamed('draw', async (of, { signal }) => {
      if (of === 'a') return { kind: 'done', text: 'Drawn.', fromOutside: false, shares: priced(BRUSH, 34_000) };
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
        setTimeout(() => stop.abort(), 5);
      });
      return { kind: 'failed', failure: 'failed', text: 'It was stopped.', shares: priced(BRUSH, null) };
    });
    const { end } = tryLoop({ models: [model], tools: [draw], signal: stop.signal });
    expect((await end).result).toMatchObject({
      kind: 'stopped',
      facts: { costMicros: null, shares: [{ costMicros: 600 }, ...priced(BRUSH, 34_000), ...priced(BRUSH, null)] },
    });
  });

  test('counts what was thought and read of an answer that was stopped before its first word', async () => {
    const stop = new AbortController();
    const usage = { inputTokens: 7, outputTokens: 1 };
    const model = playedModel([[{ type: 'usage', usage }, { type: 'thought', text: 'Hm.' }, { type: 'hang' }]]);
    const { end } = tryLoop({ models: [model], signal: stop.signal, onThought: () => stop.abort() });
    const { provider, model: name } = WORDS;
    expect((await end).result).toMatchObject({
      ...{ kind: 'stopped', text: '' },
      facts: { provider, model: name, inputTokens: 7, outputTokens: 1, costMicros: null, firstTokenMs: null },
    });
  });

  test('fails with what was paid for, where nobody goes on after it', async () => {
    const model = playedModel([[calls('draw', { of: 'a' })], [fails('bad-key')]]);
    const shares = priced(BRUSH, 34_000);
    const draw = toolNamed('draw', () => ({ kind: 'done', text: 'Drawn.', fromOutside: false, shares }));
    const { result } = await tryLoop({ models: [model], tools: [draw] }).end;
    expect(result).toMatchObject({
      kind: 'failed',
      facts: { costMicros: 34_600, shares: [{ costMicros: 600 }, ...shares] },
    });
    const unpaid = await tryLoop({ models: [playedModel([[fails('bad-key')]])] }).end;
    expect(unpaid.result).not.toHaveProperty('facts');
  });

  test('counts what was recorded for who did it, once, whoever goes on', async () => {
    const brush = priced({ provider: 'openai', model: 'brush' }, 34_000);
    const said = {
      provider: 'openai',
      model: 'small',
      inputTokens: 9,
      outputTokens: 1,
      costMicros: 50,
      agentId: 'coder',
    };
    const draw = toolNamed('draw', (of) => ({ ...done(`drawn ${of}`), shares: [...brush, said] }), { effect: 'write' });
    const turns = [[calls('draw', { of: 'a' })], [calls('draw', { of: 'b' })], [says('There.')]];
    const kept = keptPorts();
    const dies = {
      ...kept,
      async record(call: RecordedCall) {
        await kept.record(call);
        if (call.key === 'step/1/0' && call.state === 'ended') throw new Error('The process died.');
      },
    };
    const first = playedModel(turns, { kept: 'own' });
    await expect(tryLoop({ models: [first], tools: [draw], ports: dies }).end).rejects.toThrow('died');
    // The one that goes on is another, since that is all there is by now.
    const { result } = await tryLoop({ models: [playedModel(turns, { id: 'else' })], tools: [draw], ports: kept }).end;
    const model = 'claude-opus-5-5';
    expect(draw.ran).toEqual(['a', 'b']);
    expect(result).toMatchObject({
      facts: {
        provider: 'else',
        shares: [
          { provider: 'anthropic', model, inputTokens: 200, outputTokens: 20, costMicros: 1_200 },
          { ...brush[0], costMicros: 68_000 },
          { ...said, inputTokens: 18, outputTokens: 2, costMicros: 100 },
          { provider: 'else', model, inputTokens: 100, outputTokens: 10 },
        ],
      },
    });
  });

  test('pays once for what a better model is asked again for, though the process dies meanwhile', async () => {
    const read = toolNamed('read');
    const small = playedModel([[calls('read', { of: 'a' })], [says('I can’t help with that.')]]);
    const better = playedModel([[], [says('With honey.')]], { id: 'else' });
    const escalation = {
      ...{ request: 'Plan a party', instructions: [], mayReplace: () => true, onAnew: () => {} },
      better: async () => [candidateFor(better, 'large')],
    };
    const kept = keptPorts();
    const whole = await tryLoop({ models: [small], tools: [read], ports: kept, escalation }).end;
    expect(whole.result).toMatchObject({ facts: { provider: 'else', inputTokens: 300, first: { costMicros: 1_200 } } });
    const [first] = kept.anew;
    const again = tryLoop({
      models: [{ provider: better, model: 'large' }],
      tools: [read],
      ports: kept,
      first: first ?? null,
    });
    const { result } = await again.end;
    expect(read.ran).toEqual(['a']);
    expect(result).toEqual(whole.result);
  });
});
