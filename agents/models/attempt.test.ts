import { describe, expect, test } from 'vitest';
import type { Fault } from '../providers/provider.ts';
import { type Attempt, failureOf, nextAttempt } from './attempt.ts';

const FAULTS: readonly Fault[] = [
  'rate-limited',
  'out-of-credit',
  'overloaded',
  'unreachable',
  'timeout',
  'bad-key',
  'refused',
  'too-long',
  'cut-short',
  'internal',
  'bad-request',
  'aborted',
];

function after(fault: Fault, more: Partial<Attempt> = {}) {
  return nextAttempt({ fault, shown: false, tries: 1, retryAfterMs: undefined, ...more }, 0.5);
}

describe('nextAttempt', () => {
  test.each(FAULTS)('ends after text was shown: %s', (fault) => {
    for (const tries of [1, 2, 3]) expect(after(fault, { shown: true, tries })).toEqual({ do: 'end' });
  });

  test.each(['aborted', 'refused', 'bad-request'] as const)('asks nobody else after %s', (fault) => {
    expect(after(fault)).toEqual({ do: 'end' });
  });

  test.each(['overloaded', 'cut-short', 'unreachable', 'rate-limited'] as const)(
    'tries twice more after %s',
    (fault) => {
      expect(after(fault, { tries: 1 })).toEqual({ do: 'again', waitMs: 400 });
      expect(after(fault, { tries: 2 })).toEqual({ do: 'again', waitMs: 800 });
      const skip = fault === 'unreachable' ? 'provider' : 'model';
      expect(after(fault, { tries: 3 })).toEqual({ do: 'next', skip });
    },
  );

  test('tries once more after a time-out, which already took long', () => {
    expect(after('timeout', { tries: 1 })).toMatchObject({ do: 'again' });
    expect(after('timeout', { tries: 2 })).toEqual({ do: 'next', skip: 'model' });
  });

  test('waits as long as it is told where that is short, else asks the next', () => {
    expect(after('rate-limited', { retryAfterMs: 0 })).toEqual({ do: 'again', waitMs: 200 });
    expect(after('rate-limited', { retryAfterMs: 9_999 })).toEqual({ do: 'again', waitMs: 10_199 });
    expect(after('rate-limited', { retryAfterMs: 10_000 })).toEqual({ do: 'next', skip: 'model' });
    expect(after('rate-limited', { retryAfterMs: 100, tries: 3 })).toEqual({ do: 'next', skip: 'model' });
  });

  test.each(['bad-key', 'out-of-credit'] as const)('leaves the provider after %s', (fault) => {
    expect(after(fault)).toEqual({ do: 'next', skip: 'provider' });
  });

  test('goes to a larger model where it was too long, and to any after our own fault', () => {
    expect(after('too-long')).toEqual({ do: 'next', skip: 'smaller' });
    expect(after('internal')).toEqual({ do: 'next', skip: 'model' });
  });

  test('never tries a model more than three times, whatever happens', () => {
    for (const fault of FAULTS) {
      for (const retryAfterMs of [undefined, 0, 5_000, 60_000]) {
        expect(after(fault, { tries: 3, retryAfterMs }).do).not.toBe('again');
      }
    }
  });

  test('spreads its waits', () => {
    const wait = (random: number) =>
      nextAttempt({ fault: 'overloaded', shown: false, tries: 1, retryAfterMs: undefined }, random);
    expect(wait(0)).toEqual({ do: 'again', waitMs: 200 });
    expect(wait(1)).toEqual({ do: 'again', waitMs: 600 });
  });
});

test('every fault has a word for people', () => {
  expect(FAULTS.map((fault) => [fault, failureOf(fault)])).toEqual([
    ['rate-limited', 'rate-limited'],
    ['out-of-credit', 'out-of-credit'],
    ['overloaded', 'overloaded'],
    ['unreachable', 'unreachable'],
    ['timeout', 'timeout'],
    ['bad-key', 'bad-key'],
    ['refused', 'refused'],
    ['too-long', 'too-long'],
    ['cut-short', 'cut-short'],
    ['internal', 'internal'],
    ['bad-request', 'internal'],
    ['aborted', 'interrupted'],
  ]);
});
