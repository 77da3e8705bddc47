import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ToolCall } from '../../providers/provider.ts';
import { NO_ASIDES } from './asides.ts';
import { nextStep, type Situation } from './nextStep.ts';
import { canonicalJson, repeatsOf } from './repeats.ts';
import { between, joined, restOf } from './shown.ts';
import { toolNamed } from './testing/loopParts.ts';

function call(input: unknown, name = 'look'): ToolCall {
  return { id: 'c', name, input, text: JSON.stringify(input) };
}

function situation(more: Partial<Situation> = {}): Situation {
  return {
    turn: { calls: [], finish: 'calls' },
    earlier: [],
    tools: [toolNamed('look')],
    asides: NO_ASIDES,
    limits: { rounds: 3, callsPerRound: 2, graceMs: 10 },
    ...more,
  };
}

function plans(calls: readonly ToolCall[], more: Partial<Situation> = {}) {
  const next = nextStep(situation({ turn: { calls, finish: 'calls' }, ...more }));
  return next.kind === 'call' ? next.calls.map(({ plan }) => plan.do) : next;
}

describe('nextStep', () => {
  test('is final where nothing is called, or the turn did not come to its end', () => {
    for (const finish of ['complete', 'length', 'refused'] as const) {
      expect(nextStep(situation({ turn: { calls: [], finish } }))).toEqual({ kind: 'final', finish });
    }
    const turn = { calls: [call({ of: 'a' })], finish: 'length' } as const;
    expect(nextStep(situation({ turn }))).toEqual({ kind: 'final', finish: 'length' });
  });

  test('gives up at the round after the last', () => {
    const earlier = ['a', 'b', 'c'].map((of) => [call({ of })]);
    expect(plans([call({ of: 'd' })], { earlier: earlier.slice(0, 2) })).toEqual(['run']);
    expect(plans([call({ of: 'd' })], { earlier })).toEqual({ kind: 'give-up', reason: 'rounds' });
  });

  test('tells of the third repetition wherever the first two were, and only then gives up', () => {
    const limits = { rounds: 9, callsPerRound: 9, graceMs: 10 };
    const same = call({ of: 'a' });
    expect(plans([same, same, same, same], { limits })).toEqual(['run', 'run', 'refuse', 'refuse']);
    expect(plans([same, call({ of: 'b' })], { limits, earlier: [[same], [same]] })).toEqual(['refuse', 'run']);
    expect(plans([call({ of: 'b' }), same], { limits, earlier: [[same], [same, same]] })).toEqual({
      kind: 'give-up',
      reason: 'repeats',
    });
  });

  test('hands over to the first where several are named', () => {
    const asides = { colleagues: ['a', 'b'].map((id) => ({ id, name: id, about: id })), person: false };
    const calls = ['a', 'b'].map((to) => call({ to, task: 'Do it' }, 'hand_over'));
    expect(plans(calls, { asides })).toEqual({ kind: 'hand-off', to: 'a', task: 'Do it' });
    const [mistaken, right] = [call({ to: 'c' }, 'hand_over'), call({ to: 'b', task: 'Do it' }, 'hand_over')];
    expect(plans([mistaken, right], { asides })).toEqual({ kind: 'hand-off', to: 'b', task: 'Do it' });
    expect(plans([call({ to: 'c', task: 'Do it' }, 'hand_over')], { asides })).toEqual(['refuse']);
  });

  test('does not count what was one too many at a time as a repetition', () => {
    const calls = ['a', 'b', 'c', 'c', 'c'].map((of) => call({ of }));
    expect(plans(calls)).toEqual(['run', 'run', 'refuse', 'refuse', 'refuse']);
    expect(plans([call({ of: 'c' })], { earlier: [calls] })).toEqual(['run']);
  });

  test('refuses what is nested deeper than can be read', () => {
    let input: unknown = [];
    for (let depth = 0; depth < 200_000; depth += 1) input = [input];
    const deep = { id: 'c', name: 'look', input, text: '[' };
    expect(plans([deep], { tools: [{ ...toolNamed('look'), input: z.json() }] })).toEqual(['refuse']);
  });

  test('takes no input at all for an empty one', () => {
    const without = { ...toolNamed('look'), input: z.object({ of: z.string().default('all') }) };
    const empty = { id: 'c', name: 'look', input: null, text: '' };
    expect(plans([empty], { tools: [without] })).toEqual(['run']);
  });
});

describe('repeatsOf', () => {
  test('knows the same input in any order of its keys, and by its text where it is no JSON', () => {
    const calls = [call({ a: 1, b: { c: [2], d: 3 } }), call({ b: { d: 3, c: [2] }, a: 1 })];
    expect(repeatsOf([call({ a: 1, b: { c: [2], d: 3 } })], [calls])).toEqual(['told']);
    expect(repeatsOf([call({ a: 1, b: { c: [3], d: 2 } })], [calls])).toEqual(['fine']);
    expect(repeatsOf([call({ a: 1, b: { c: [2], d: 3 } }, 'other')], [calls])).toEqual(['fine']);
    const broken = { id: 'c', name: 'look', input: null, text: '{' };
    expect(repeatsOf([broken, { ...broken, text: '[' }], [[broken, broken]])).toEqual(['told', 'fine']);
  });

  test('compares what is nested too deep for the stack as it was written', () => {
    const text = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    let input: unknown = [];
    for (let depth = 1; depth < 200_000; depth += 1) input = [input];
    const deep = { id: 'c', name: 'look', input, text };
    expect(repeatsOf([deep], [[deep], [deep]])).toEqual(['told']);
  });

  test('has one canonical text for equal values', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, inner]) => [key, shuffled(inner)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the text of an answer', () => {
  test('has its turns as paragraphs, of which any may be found again', () => {
    expect(['', 'a', 'a\n', 'a\n\n'].map(between)).toEqual(['', '\n\n', '\n', '']);
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, next) => {
        expect(restOf(joined(before, next), before)).toBe(next);
      }),
      { numRuns: 50 },
    );
    expect(restOf('other', 'text')).toBeNull();
  });
});
