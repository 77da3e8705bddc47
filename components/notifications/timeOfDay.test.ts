import { expect, test } from 'vitest';
import { minutesOf, timeOf } from './timeOfDay.ts';

test('minutes and times are the same', () => {
  for (let minutes = 0; minutes < 24 * 60; minutes++) expect(minutesOf(timeOf(minutes))).toBe(minutes);
  expect([timeOf(0), timeOf(9 * 60 + 5), timeOf(1439)]).toEqual(['00:00', '09:05', '23:59']);
  expect(minutesOf('22:15:30')).toBe(1335);
});

test.each(['', '24:00', '7:00', '12:60', 'noon'])('%j is no time', (text) => {
  expect(minutesOf(text)).toBeUndefined();
});
