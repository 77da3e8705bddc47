import { expect, test } from 'vitest';
import { createBreaker } from './breaker.ts';

function breaker() {
  let time = 0;
  const one = createBreaker(() => time);
  return {
    ...one,
    after: (ms: number) => {
      time += ms;
    },
    fail: (times: number, name = 'a') => {
      for (let at = 0; at < times; at += 1) one.record(name, false);
    },
  };
}

test('lets everything through while there are few calls or few failures', () => {
  const one = breaker();
  one.fail(4);
  expect(one.allows('a')).toBe(true);
  const other = breaker();
  for (let at = 0; at < 20; at += 1) other.record('a', at % 2 === 0);
  expect(other.allows('a')).toBe(true);
});

test('rests for ten seconds where most calls failed, model by model', () => {
  const one = breaker();
  one.fail(5);
  expect(one.allows('a')).toBe(false);
  expect(one.allows('b')).toBe(true);
  one.after(9_999);
  expect(one.allows('a')).toBe(false);
  one.after(1);
  expect(one.allows('a')).toBe(true);
});

test('probes with one call, closes on its success and rests again on its failure', () => {
  const one = breaker();
  one.fail(5);
  one.after(10_000);
  expect([one.allows('a'), one.allows('a')]).toEqual([true, false]);
  one.record('a', false);
  expect(one.allows('a')).toBe(false);
  one.after(10_000);
  expect(one.allows('a')).toBe(true);
  one.record('a', true);
  expect([one.allows('a'), one.allows('a')]).toEqual([true, true]);
  one.fail(4);
  expect(one.allows('a')).toBe(true);
});

test('does not wait for ever for a probe that nobody reports on', () => {
  const one = breaker();
  one.fail(5);
  one.after(10_000);
  expect(one.allows('a')).toBe(true);
  one.after(10_000);
  expect(one.allows('a')).toBe(true);
});

test('can be looked at without claiming the probe', () => {
  const one = breaker();
  expect(one.rests('a')).toBe(false);
  one.fail(5);
  expect(one.rests('a')).toBe(true);
  one.after(10_000);
  expect([one.rests('a'), one.rests('a')]).toEqual([false, false]);
  expect([one.allows('a'), one.allows('a')]).toEqual([true, false]);
  expect(one.rests('a')).toBe(true);
});

test('forgets failures after half a minute', () => {
  const one = breaker();
  one.fail(4);
  one.after(30_000);
  one.fail(4);
  expect(one.allows('a')).toBe(true);
});
