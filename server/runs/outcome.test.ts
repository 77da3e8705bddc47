import { describe, expect, test } from 'vitest';
import type { StepResult } from '../../agents/engines/engine.ts';
import { endingOf, statusAfter, statusOf, sumOf, withRecorded } from './outcome.ts';

const facts = (costMicros: number | null) => ({
  provider: 'p',
  model: 'm',
  demo: false,
  durationMs: 1,
  firstTokenMs: 1,
  inputTokens: 1,
  outputTokens: 1,
  costMicros,
});
const complete: StepResult = { kind: 'complete', text: 'x', facts: facts(5) };
const cut: StepResult = { kind: 'cut', text: 'x', facts: facts(2), failure: 'cut-short' };
const stopped: StepResult = { kind: 'stopped', text: '', facts: null };
const failed: StepResult = { kind: 'failed', text: '', failure: 'internal' };

test.each([
  ['done', []],
  ['done', [complete]],
  ['done', [failed, complete, stopped]],
  ['stopped', [failed, stopped]],
  ['failed', [failed]],
  ['failed', [cut]],
] as const)('%s', (status, results) => {
  expect(statusOf(results.map((result) => result.kind))).toBe(status);
});

describe('after a step', () => {
  const none = { result: null, handsTo: null };
  const answer = (result: StepResult | null, agentId = 'coder') => {
    return { kind: 'answer', agentId, ...(result === null ? none : endingOf(result)) } as const;
  };
  const combined = (result: StepResult | null) => {
    return { kind: 'consolidation', agentId: 'queen', ...(result === null ? none : endingOf(result)) } as const;
  };
  const handing: StepResult = { ...complete, handOver: { to: 'research', task: 'Look.' } };

  test.each([
    ['the only answer ends the run', [answer(failed)], 'failed'],
    ['an answer that is missing keeps it going', [answer(complete), answer(null)], undefined],
    ['after several the engine decides', [answer(complete), answer(complete)], undefined],
    ['the combined answer ends it', [answer(complete), answer(failed), combined(failed)], 'done'],
    ['who was handed the request has to have a step', [answer(handing)], undefined],
    ['and with it the engine decides', [answer(handing), answer(complete, 'research')], undefined],
    ['unless it is not there', [answer(complete), answer(complete), combined(null)], undefined],
  ] as const)('%s', (_, steps, status) => {
    expect(statusAfter(steps)).toBe(status);
  });
});

test('costs add up, and are unknown where one is', () => {
  const costOf = (results: readonly StepResult[]) => sumOf(results.map(endingOf));
  expect(costOf([complete, cut, stopped, failed])).toBe(7);
  expect(costOf([complete, { kind: 'complete', text: '', facts: facts(null) }])).toBeNull();
  expect(costOf([])).toBe(0);
  const dear: StepResult = { kind: 'complete', text: '', facts: facts(1_500_000_000) };
  expect(costOf([dear, dear])).toBe(2_147_483_647);
  expect(costOf([{ kind: 'complete', text: '', facts: facts(10.5) }])).toBe(11);
});

test('what was recorded is the cost of what says none itself', () => {
  const ended = (result: StepResult, costMicros: number | null = 7) =>
    endingOf(withRecorded(result, facts(costMicros)));
  expect([cut, stopped, failed].map((result) => ended(result).costMicros)).toEqual([2, 7, 7]);
  expect(ended(failed, null).costMicros).toBeNull();
  expect(withRecorded(failed, facts(0))).toEqual(failed);
  expect(withRecorded(stopped, null)).toEqual(stopped);
});
