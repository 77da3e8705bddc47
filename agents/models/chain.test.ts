import { describe, expect, test } from 'vitest';
import { createScripted, type Script, type ScriptedProvider, writing } from '../providers/scripted.ts';
import { candidateFor, modelsWith, quickClock, recordedLog } from '../testing/parts.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import type { Candidate } from './candidate.ts';
import { answer } from './chain.ts';

function ask(
  candidates: readonly Candidate[],
  { breaker, ...more }: { soFar?: string; signal?: AbortSignal; breaker?: Breaker } = {},
) {
  const clock = quickClock();
  const log = recordedLog();
  const models = modelsWith([]);
  const texts: string[] = [];
  const result = answer(
    {
      candidates,
      prompt: () => ({ system: 'system', turns: [{ role: 'user', text: 'Hello' }] }),
      soFar: '',
      maxOutputTokens: 1000,
      signal: new AbortController().signal,
      onText: (text) => void texts.push(text),
      ...more,
    },
    { models, clock, log, random: () => 0.5, ...(breaker && { breaker }) },
  );
  return { result, clock, log, models, texts };
}

function one(script: Script, id = 'anthropic'): ScriptedProvider {
  return createScripted(script, { id, usage: { inputTokens: 1000, outputTokens: 100 } });
}

describe('answer', () => {
  test('is what the first model says, with its facts', async () => {
    const asked = ask([candidateFor(one(writing(['Hel', 'lo'])), 'claude-opus-5-5')]);
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
    expect(asked.texts).toEqual(['Hel', 'lo']);
    expect(asked.models.successes).toEqual(['anthropic']);
  });

  test('tries a passing fault again at the same model, waiting in between', async () => {
    const provider = one((_, call) => (call < 3 ? [{ fail: 'overloaded' }] : writing(['Hi'])));
    const asked = ask([candidateFor(provider, 'a')]);
    expect(await asked.result).toMatchObject({ kind: 'complete', text: 'Hi', facts: { firstTokenMs: 1200 } });
    expect(asked.clock.waits).toEqual([400, 800]);
    expect(asked.models.failures).toHaveLength(2);
  });

  test('goes to the next model where the first does not recover, silently', async () => {
    const first = one([{ fail: 'overloaded' }]);
    const second = one(writing(['Hi']), 'openai');
    const asked = ask([candidateFor(first, 'a'), candidateFor(second, 'b')]);
    expect(await asked.result).toMatchObject({
      kind: 'complete',
      text: 'Hi',
      facts: { provider: 'openai', model: 'b' },
    });
    expect(first.calls).toHaveLength(3);
    expect(asked.texts).toEqual(['Hi']);
  });

  test('leaves a provider whose key is refused, with all its models', async () => {
    const first = one([{ fail: 'bad-key' }]);
    const second = one(writing(['Hi']), 'openai');
    const asked = ask([candidateFor(first, 'a'), candidateFor(first, 'b'), candidateFor(second, 'c')]);
    expect(await asked.result).toMatchObject({ kind: 'complete', facts: { model: 'c' } });
    expect(first.calls).toHaveLength(1);
  });

  test('takes only larger models where it was too long', async () => {
    const provider = one((request) => (request.model === 'claude-opus-5-5' ? writing(['Hi']) : [{ fail: 'too-long' }]));
    const list = ['claude-haiku-4-5', 'unknown', 'claude-opus-5-5'].map((model) => candidateFor(provider, model));
    expect(await ask(list).result).toMatchObject({ kind: 'complete' });
    expect(provider.calls.map((call) => call.model)).toEqual(['claude-haiku-4-5', 'claude-opus-5-5']);
  });

  test('fails with what the preferred model said where all fail', async () => {
    const asked = ask([
      candidateFor(one([{ fail: 'out-of-credit' }]), 'a'),
      candidateFor(one([{ fail: 'internal' }], 'openai'), 'b'),
    ]);
    expect(await asked.result).toEqual({ kind: 'failed', text: '', failure: 'out-of-credit' });
    expect(asked.log.lines.map((line) => line.fields.fault)).toEqual(['out-of-credit', 'internal']);
  });

  test('has no model where there is nobody to ask', async () => {
    expect(await ask([]).result).toEqual({ kind: 'failed', text: '', failure: 'no-model' });
  });

  test('cuts once text was shown, and asks nobody else', async () => {
    const second = one(writing(['Other']), 'openai');
    const script: Script = [{ usage: { inputTokens: 7, outputTokens: 0 } }, { text: 'Half' }, { fail: 'unreachable' }];
    const asked = ask([candidateFor(one(script), 'claude-opus-5-5'), candidateFor(second, 'b')]);
    expect(await asked.result).toMatchObject({
      kind: 'cut',
      text: 'Half',
      failure: 'unreachable',
      facts: { inputTokens: 7, costMicros: null },
    });
    expect(second.calls).toHaveLength(0);
  });

  test('cuts where the stream ends without an ending', async () => {
    expect(await ask([candidateFor(one([{ text: 'Half' }, { end: 'early' }]), 'a')]).result).toMatchObject({
      kind: 'cut',
      text: 'Half',
      failure: 'cut-short',
    });
  });

  test('tries again where a stream ends without a word, ending or not', async () => {
    for (const nothing of [[{ end: 'early' }], [{ finish: 'complete' }]] as const) {
      const provider = one((_, call) => (call === 1 ? nothing : writing(['Hi'])));
      expect(await ask([candidateFor(provider, 'a')]).result).toMatchObject({ kind: 'complete', text: 'Hi' });
    }
  });

  test('marks an answer at the limit of its length as cut', async () => {
    expect(await ask([candidateFor(one([{ text: 'Long' }, { finish: 'length' }]), 'a')]).result).toMatchObject({
      kind: 'cut',
      text: 'Long',
      failure: 'cut-short',
      facts: { outputTokens: 100 },
    });
  });

  test('asks nobody else after a refusal, with words or without', async () => {
    const second = one(writing(['Other']), 'openai');
    for (const [words, kind] of [
      [[], 'failed'],
      [[{ text: 'I can’t.' }], 'cut'],
    ] as const) {
      const first = one([...words, { finish: 'refused' }]);
      const asked = ask([candidateFor(first, 'a'), candidateFor(second, 'b')]);
      expect(await asked.result).toMatchObject({ kind, failure: 'refused' });
    }
    expect(second.calls).toHaveLength(0);
  });

  test('stops mid-stream with the text so far, and while it waits to try again', async () => {
    const stop = new AbortController();
    const streaming = ask([candidateFor(one([{ text: 'Half' }, { hang: true }]), 'a')], { signal: stop.signal });
    setTimeout(() => stop.abort(), 5);
    expect(await streaming.result).toMatchObject({ kind: 'stopped', text: 'Half', facts: { provider: 'anthropic' } });

    const later = new AbortController();
    const provider = one(() => {
      later.abort();
      return [{ fail: 'overloaded' }];
    });
    expect(await ask([candidateFor(provider, 'a')], { signal: later.signal }).result).toEqual({
      kind: 'stopped',
      text: '',
      facts: null,
    });
    expect(provider.calls).toHaveLength(1);
  });

  test('goes on from the text shown, at any model, and gives the whole', async () => {
    const first = one([{ fail: 'overloaded' }]);
    const second = one(writing(['One ', 'two ', 'three']), 'openai');
    const asked = ask([candidateFor(first, 'a'), candidateFor(second, 'b')], { soFar: 'One tw' });
    expect(await asked.result).toMatchObject({ kind: 'complete', text: 'One two three' });
    expect(asked.texts).toEqual(['o ', 'three']);
  });

  test('passes over a model that keeps failing while there is another, and still asks the last', async () => {
    const breaker = createBreaker(() => 0);
    const first = one([{ fail: 'overloaded' }]);
    const second = one(writing(['Hi']), 'openai');
    const list = [candidateFor(first, 'a'), candidateFor(second, 'b')];
    for (let run = 0; run < 4; run += 1) {
      expect(await ask(list, { breaker }).result).toMatchObject({ kind: 'complete', text: 'Hi' });
    }
    expect(first.calls).toHaveLength(6);
    expect(await ask(list.slice(0, 1), { breaker }).result).toMatchObject({ failure: 'overloaded' });
    expect(first.calls).toHaveLength(9);
  });

  test('makes our own fault of what a provider throws that is none', async () => {
    const asked = ask([candidateFor(one([{ throw: 'nonsense' }]), 'a')]);
    expect(await asked.result).toEqual({ kind: 'failed', text: '', failure: 'internal' });
    expect(asked.models.failures[0]?.error.cause).toBe('nonsense');
  });

  test('asks for no more output than a quarter of what a model can hold', async () => {
    const provider = one(writing(['Hi']), 'ollama');
    await ask([candidateFor(provider, 'llama')]).result;
    expect(provider.calls[0]?.maxOutputTokens).toBe(1000);
    const clock = quickClock();
    await answer(
      {
        candidates: [candidateFor(provider, 'llama')],
        prompt: () => ({ system: '', turns: [] }),
        soFar: '',
        maxOutputTokens: 12_000,
        signal: new AbortController().signal,
        onText: () => {},
      },
      { models: modelsWith([]), clock, log: recordedLog() },
    );
    expect(provider.calls[1]?.maxOutputTokens).toBe(4000);
  });
});
