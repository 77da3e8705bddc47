import { describe, expect, test } from 'vitest';
import type { ModelRequest, Round, ToolCall } from './provider.ts';
import { inputOf, nameOf, transcriptOf } from './transcript.ts';

function call(id: string, more: Partial<ToolCall> = {}): ToolCall {
  return { id, name: 'search', input: {}, text: '{}', ...more };
}

function round(ids: readonly string[], text = ''): Round {
  const results = ids.map((callId) => ({ callId, text: `of ${callId}`, failed: false })).toReversed();
  return { text, calls: ids.map((id) => call(id)), results, kept: null };
}

function request(rounds: readonly Round[], more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: 'm',
    system: '',
    turns: [{ role: 'user', text: 'Hi' }],
    rounds,
    soFar: '',
    maxOutputTokens: 1,
    signal: new AbortController().signal,
    ...more,
  };
}

describe('a transcript', () => {
  test('has each call with its result, in the order of the calls', () => {
    const [told] = transcriptOf(request([round(['a', 'b'], 'Look.')])).rounds;
    expect(told?.text).toBe('Look.');
    expect(told?.answered.map(({ id, result }) => [id, result.text])).toEqual([
      ['a', 'of a'],
      ['b', 'of b'],
    ]);
  });

  test('has no id twice and none that a vendor refuses', () => {
    const { rounds } = transcriptOf(request([round(['a', 'ö', 'x'.repeat(200)]), round(['a', 'ö', 'a'])]));
    const ids = rounds.flatMap((one) => one.answered.map(({ id }) => id));
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
    expect(transcriptOf(request([round(['a', 'ö', 'x'.repeat(200)]), round(['a', 'ö', 'a'])])).rounds).toEqual(rounds);
  });

  test('knows no round without calls, and begins with a person where there are rounds', () => {
    expect(transcriptOf(request([round([], 'Nothing.')])).rounds).toEqual([]);
    const said = [{ role: 'assistant' as const, text: 'Hello.' }];
    for (const turns of [[], said]) {
      expect(transcriptOf(request([round(['a'])], { turns })).before.at(-1)?.role).toBe('user');
    }
  });

  test('asks to go on after the rounds, not before them', () => {
    const { before, after } = transcriptOf(request([round(['a'], 'Look.')], { soFar: 'And then ' }));
    expect(before).toEqual([{ role: 'user', text: 'Hi' }]);
    expect(after.map((turn) => turn.role)).toEqual(['assistant', 'user']);
    expect(after[0]?.text).toBe('And then');
  });
});

test('an input is an object and a name is one, whatever the model wrote', () => {
  expect(inputOf(call('a', { input: { q: 1 } }))).toEqual({ q: 1 });
  for (const input of [null, [1], 'x', 3]) {
    expect(inputOf(call('a', { input, text: 'as written' }))).toEqual({ INVALID_JSON: 'as written' });
  }
  expect(nameOf(call('a', { name: 'web.search now!' }))).toBe('web_search_now_');
});
