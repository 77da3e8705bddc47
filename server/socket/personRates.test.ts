import { expect, test } from 'vitest';
import { PersonRates } from './personRates.ts';

function tries(rates: PersonRates, count: number, userId = 'ada', name: 'typing:set' | 'message:send' = 'typing:set') {
  let refused = 0;
  for (let n = 0; n < count; n++) {
    try {
      rates.take(userId, name);
    } catch (error) {
      expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs: expect.any(Number) as number });
      refused++;
    }
  }
  return refused;
}

test('lets a burst through and then so many per second, for each person', () => {
  let now = 0;
  const rates = new PersonRates(() => now);
  expect(tries(rates, 60)).toBe(20);
  expect(tries(rates, 10, 'bob')).toBe(0);
  now += 1000;
  expect(tries(rates, 10)).toBe(6);
});

test('counts only what others hear of', () => {
  expect(tries(new PersonRates(() => 0), 1000, 'ada', 'message:send')).toBe(0);
});

test('keeps no count of who went long ago', () => {
  let now = 0;
  const rates = new PersonRates(() => now);
  for (let n = 0; n < 6_000; n++) {
    now += 10;
    tries(rates, 1, `user ${n}`);
  }
  expect(tries(rates, 41, 'user 5999')).toBe(2);
});
