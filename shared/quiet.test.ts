import { expect, test } from 'vitest';
import { isQuiet, isTimeZone } from './quiet.ts';

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);
const hours = (from: number, to: number, timeZone = 'UTC') => ({ from: from * 60, to: to * 60, timeZone });

test('never, where nothing was set', () => {
  expect(isQuiet(null, at('03:00:00'))).toBe(false);
});

test.each([
  ['08:59:59', false],
  ['09:00:00', true],
  ['11:59:59', true],
  ['12:00:00', false],
])('between nine and twelve, at %s: %s', (time, quiet) => {
  expect(isQuiet(hours(9, 12), at(time))).toBe(quiet);
});

test.each([
  ['21:59:59', false],
  ['22:00:00', true],
  ['00:00:00', true],
  ['06:59:59', true],
  ['07:00:00', false],
  ['12:00:00', false],
])('over midnight, at %s: %s', (time, quiet) => {
  expect(isQuiet(hours(22, 7), at(time))).toBe(quiet);
});

test('by the clock of the place, in summer and in winter', () => {
  const night = hours(22, 7, 'Europe/Berlin');
  expect(isQuiet(night, Date.parse('2026-01-10T05:59:00Z'))).toBe(true);
  expect(isQuiet(night, Date.parse('2026-01-10T06:01:00Z'))).toBe(false);
  expect(isQuiet(night, Date.parse('2026-07-10T04:59:00Z'))).toBe(true);
  expect(isQuiet(night, Date.parse('2026-07-10T05:01:00Z'))).toBe(false);
});

test('from a time to itself is no time, and an unknown place has no clock', () => {
  expect(isQuiet(hours(8, 8), at('08:00:00'))).toBe(false);
  expect(isQuiet(hours(0, 23, 'Atlantis/Harbour'), at('08:00:00'))).toBe(false);
  expect([isTimeZone('Europe/Berlin'), isTimeZone('UTC'), isTimeZone('Atlantis/Harbour')]).toEqual([true, true, false]);
});
