import { expect, it } from 'vitest';
import { listTime } from './listTime.ts';

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();
const now = at(2026, 9, 26, 9, 30);

it.each([
  [at(2026, 9, 26, 0, 0), 'hour'],
  [at(2026, 9, 26, 11, 0), 'hour'],
  [at(2026, 9, 25, 23, 59), 'yesterday'],
  [at(2026, 9, 25, 0, 0), 'yesterday'],
  [at(2026, 9, 24, 23, 59), 'weekday'],
  [at(2026, 9, 20, 0, 0), 'weekday'],
  [at(2026, 9, 19, 23, 59), 'date'],
  [at(2024, 1, 29, 12, 0), 'date'],
])('%i → %s', (then, expected) => {
  expect(listTime(then, now)).toBe(expected);
});
