import { describe, expect, test } from 'vitest';
import type { Fault } from '../../providers/provider.ts';
import { type Consequence, CREDIT_RESTS_MS, consequenceOf, type FaultContext, KEY_RESTS_MS } from './consequence.ts';

function after(fault: Fault, more: Partial<FaultContext> = {}): Consequence {
  const context = { tries: 1, retryAfterMs: undefined, leftMs: 60_000, progress: 'nothing', random: 0.5 } as const;
  return consequenceOf(fault, { ...context, ...more });
}

const MODEL = { of: 'model' } as const;

describe.each<[Fault, { retries: number; keyRestsMs: number | null; breaker: Consequence['breaker']; next: string }]>([
  ['rate-limited', { retries: 2, keyRestsMs: KEY_RESTS_MS, breaker: null, next: 'model' }],
  [
    'out-of-credit',
    { retries: 0, keyRestsMs: null, breaker: { of: 'credential', forMs: CREDIT_RESTS_MS }, next: 'key' },
  ],
  ['bad-key', { retries: 0, keyRestsMs: null, breaker: { of: 'credential', forMs: null }, next: 'key' }],
  ['overloaded', { retries: 2, keyRestsMs: null, breaker: MODEL, next: 'model' }],
  ['cut-short', { retries: 2, keyRestsMs: null, breaker: MODEL, next: 'model' }],
  ['unreachable', { retries: 2, keyRestsMs: null, breaker: MODEL, next: 'provider' }],
  ['timeout', { retries: 1, keyRestsMs: null, breaker: MODEL, next: 'model' }],
  ['too-long', { retries: 0, keyRestsMs: null, breaker: null, next: 'larger' }],
  ['bad-request', { retries: 0, keyRestsMs: null, breaker: null, next: 'nobody' }],
  ['refused', { retries: 0, keyRestsMs: null, breaker: null, next: 'nobody' }],
  ['aborted', { retries: 0, keyRestsMs: null, breaker: null, next: 'nobody' }],
  ['over-budget', { retries: 0, keyRestsMs: null, breaker: null, next: 'model' }],
  ['internal', { retries: 0, keyRestsMs: null, breaker: null, next: 'model' }],
])('%s', (fault, { retries, ...rest }) => {
  test('has its row', () => {
    expect(after(fault)).toMatchObject(rest);
  });

  test(`is tried again ${retries} times, with longer waits`, () => {
    const waits = [1, 2, 3, 4].map((tries) => after(fault, { tries }).retry?.waitMs);
    expect(waits).toEqual([400, 800, undefined, undefined].map((wait, index) => (index < retries ? wait : undefined)));
  });

  test('is not tried again where there is no time left', () => {
    expect(after(fault, { leftMs: 400 }).retry).toBeNull();
  });

  test.each([
    ['nothing', 'silently'],
    ['text', 'seam'],
    ['call', 'restart'],
    ['executed', 'replay'],
  ] as const)('with %s done is taken up: %s', (progress, takenUp) => {
    expect(after(fault, { progress }).takenUp).toBe(takenUp);
  });
});

describe('what the provider says about waiting', () => {
  test('is obeyed, with a little jitter on top, by the call and by the key', () => {
    expect(after('rate-limited', { retryAfterMs: 7_000 })).toMatchObject({
      retry: { waitMs: 7_200 },
      keyRestsMs: 7_000,
    });
    expect(after('overloaded', { retryAfterMs: 0, random: 0 })).toMatchObject({ retry: { waitMs: 0 } });
  });

  test('sends to the next where it is longer than what is left; the key rests all the same', () => {
    const result = after('rate-limited', { retryAfterMs: 60_000, leftMs: 30_000 });
    expect(result).toMatchObject({ retry: null, keyRestsMs: 60_000, next: 'model' });
  });

  test('says when an account that is used up is worth asking again', () => {
    expect(after('out-of-credit', { retryAfterMs: 90_000 })).toMatchObject({
      retry: null,
      breaker: { of: 'credential', forMs: 90_000 },
    });
  });
});

test('waits are spread from half to one and a half', () => {
  expect([0, 1].map((random) => after('overloaded', { random }).retry?.waitMs)).toEqual([200, 600]);
});
