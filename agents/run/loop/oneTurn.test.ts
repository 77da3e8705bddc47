import { describe, expect, test } from 'vitest';
import { createBreaker } from '../../models/breaker.ts';
import { createScripted, type Script, type ScriptedProvider, writing } from '../../providers/scripted.ts';
import { tryLoop } from './testing/loopParts.ts';

function one(script: Script, id = 'anthropic'): ScriptedProvider {
  return createScripted(script, { id, usage: { inputTokens: 1000, outputTokens: 100 } });
}

/** A step without tools, at models of which only the first is one that the catalog describes. */
function ask(
  providers: readonly (ScriptedProvider | { provider: ScriptedProvider; model: string })[],
  more: Omit<Parameters<typeof tryLoop>[0], 'models'> = {},
) {
  const tried = tryLoop({ models: providers, ...more });
  return { ...tried, result: tried.end.then(({ result }) => result) };
}

describe('a step without tools', () => {
  test('is what the first model says, with its facts', async () => {
    const asked = ask([one(writing(['Hel', 'lo']))]);
    expect(await asked.result).toEqual({
      kind: 'complete',
      text: 'Hello',
      facts: {
        provider: 'anthropic',
        model: 'claude-opus-5-5',
        demo: false,
        durationMs: 0,
        firstTokenMs: 0,
        inputTokens: 1000,
        outputTokens: 100,
        costMicros: 6000,
      },
    });
    expect(asked.pieces).toEqual(['Hel', 'lo']);
    expect(asked.known.successes).toEqual(['anthropic']);
  });

  test('tries a passing fault again at the same model, waiting in between', async () => {
    const asked = ask([one((_, call) => (call < 3 ? [{ fail: 'overloaded' }] : writing(['Hi'])))]);
    expect(await asked.result).toMatchObject({ kind: 'complete', text: 'Hi', facts: { firstTokenMs: 1200 } });
    expect(asked.clock.waits).toEqual([400, 800]);
    expect(asked.known.failures).toHaveLength(2);
  });

  test('stays in line for long where a person waits and there is nobody else, and says so', async () => {
    const full = () =>
      one((_, call) => (call === 1 ? [{ fail: 'rate-limited', retryAfterMs: 20_000 }] : writing(['Hi'])));
    const told: [string, number][] = [];
    const onWait = ({ provider }: { provider: { id: string } }, ms: number) => void told.push([provider.id, ms]);
    const alone = ask([full()], { onWait });
    expect(await alone.result).toMatchObject({ kind: 'complete', text: 'Hi' });
    expect(told).toEqual([['anthropic', alone.clock.waits[0] ?? 0]]);
    expect(told[0]?.[1]).toBeGreaterThanOrEqual(20_000);
    expect(await ask([full()]).result).toMatchObject({ kind: 'failed', failure: 'rate-limited' });
    const other = { provider: one(writing(['So']), 'openai'), model: 'b' };
    expect(await ask([full(), other], { onWait }).result).toMatchObject({ text: 'So' });
    expect(told).toHaveLength(1);
  });

  test('goes to the next model where the first does not recover, silently', async () => {
    const first = one([{ fail: 'overloaded' }]);
    const asked = ask([first, { provider: one(writing(['Hi']), 'openai'), model: 'b' }]);
    expect(await asked.result).toMatchObject({
      text: 'Hi',
      facts: { provider: 'openai', model: 'b', costMicros: null },
    });
    expect(first.calls).toHaveLength(3);
    expect(asked.pieces).toEqual(['Hi']);
  });

  test('leaves a provider whose key is refused, with all its models', async () => {
    const first = one([{ fail: 'bad-key' }]);
    const second = { provider: one(writing(['Hi']), 'openai'), model: 'c' };
    const asked = ask([{ provider: first, model: 'a' }, { provider: first, model: 'b' }, second]);
    expect(await asked.result).toMatchObject({ kind: 'complete', facts: { model: 'c' } });
    expect(first.calls).toHaveLength(1);
  });

  test('takes only larger models where it was too long', async () => {
    const provider = one((request) => (request.model === 'claude-opus-5-5' ? writing(['Hi']) : [{ fail: 'too-long' }]));
    const list = ['claude-haiku-4-5', 'unknown', 'claude-opus-5-5'].map((model) => ({ provider, model }));
    expect(await ask(list).result).toMatchObject({ kind: 'complete' });
    expect(provider.calls.map((call) => call.model)).toEqual(['claude-haiku-4-5', 'claude-opus-5-5']);
  });

  test('fails with what the preferred model said where all fail', async () => {
    const asked = ask([one([{ fail: 'out-of-credit' }]), one([{ fail: 'internal' }], 'openai')]);
    expect(await asked.result).toEqual({ kind: 'failed', text: '', failure: 'out-of-credit' });
    expect(asked.log.lines.map((line) => line.fields.fault)).toEqual(['out-of-credit', 'internal']);
  });

  test('keeps what was told of its use before it broke off, at a cost nobody knows', async () => {
    const script: Script = [{ usage: { inputTokens: 7, outputTokens: 0 } }, { text: 'Half' }, { fail: 'unreachable' }];
    expect(await ask([one(script)]).result).toMatchObject({
      ...{ kind: 'cut', text: 'Half', failure: 'unreachable' },
      facts: { inputTokens: 7, costMicros: null },
    });
  });

  test('is cut where the stream ends without an ending, or at its greatest length', async () => {
    const cut = { kind: 'cut', failure: 'cut-short' };
    expect(await ask([one([{ text: 'Half' }, { end: 'early' }])]).result).toMatchObject({ ...cut, text: 'Half' });
    expect(await ask([one([{ text: 'Long' }, { finish: 'length' }])]).result).toMatchObject({
      ...{ ...cut, text: 'Long' },
      facts: { outputTokens: 100 },
    });
  });

  test('tries again where a stream ends without a word, ending or not', async () => {
    for (const nothing of [[{ end: 'early' }], [{ finish: 'complete' }]] as const) {
      const provider = one((_, call) => (call === 1 ? nothing : writing(['Hi'])));
      expect(await ask([provider]).result).toMatchObject({ kind: 'complete', text: 'Hi' });
    }
  });

  test('asks nobody else after a refusal, with words or without', async () => {
    const second = one(writing(['Other']), 'openai');
    for (const [words, kind] of [
      [[], 'failed'],
      [[{ text: 'I can’t.' }], 'cut'],
    ] as const) {
      const asked = ask([one([...words, { finish: 'refused' }]), second]);
      expect(await asked.result).toMatchObject({ kind, failure: 'refused' });
    }
    expect(second.calls).toHaveLength(0);
  });

  test('stops mid-stream with the text so far, and while it waits to try again', async () => {
    const stop = new AbortController();
    const streaming = ask([one([{ text: 'Half' }, { hang: true }])], { signal: stop.signal });
    setTimeout(() => stop.abort(), 5);
    expect(await streaming.result).toMatchObject({ kind: 'stopped', text: 'Half', facts: { provider: 'anthropic' } });

    const later = new AbortController();
    const provider = one(() => {
      later.abort();
      return [{ fail: 'overloaded' }];
    });
    expect(await ask([provider], { signal: later.signal }).result).toEqual({ kind: 'stopped', text: '', facts: null });
    expect(provider.calls).toHaveLength(1);
  });

  test('goes on from the text shown, at any model, and gives the whole', async () => {
    const second = one(writing(['One ', 'two ', 'three']), 'openai');
    const asked = ask([one([{ fail: 'overloaded' }]), second], { soFar: 'One tw' });
    expect(await asked.result).toMatchObject({ kind: 'complete', text: 'One two three' });
    expect(asked.pieces).toEqual(['o ', 'three']);
  });

  test('passes over a model that keeps failing while there is another, and still asks the last', async () => {
    const breaker = createBreaker(() => 0);
    const first = one([{ fail: 'overloaded' }]);
    const second = one(writing(['Hi']), 'openai');
    for (let run = 0; run < 4; run += 1) {
      expect(await ask([first, second], { breaker }).result).toMatchObject({ kind: 'complete', text: 'Hi' });
    }
    expect(first.calls).toHaveLength(6);
    expect(await ask([first], { breaker }).result).toMatchObject({ failure: 'overloaded' });
    expect(first.calls).toHaveLength(9);
  });

  test('makes our own fault of what a provider throws that is none', async () => {
    const asked = ask([one([{ throw: 'nonsense' }])]);
    expect(await asked.result).toEqual({ kind: 'failed', text: '', failure: 'internal' });
    expect(asked.known.failures[0]?.error.cause).toBe('nonsense');
  });

  test('asks for no more output than a quarter of what a model can hold', async () => {
    const provider = one(writing(['Hi']), 'ollama');
    const models = [{ provider, model: 'llama' }];
    await ask(models).result;
    await ask(models, { maxOutputTokens: 12_000 }).result;
    expect(provider.calls.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([1000, 4000]);
  });
});
