import { expect, it } from 'vitest';
import { isDue, staleness } from './freshness.ts';

const NOW = 10_000 * 86_400_000;
const MINUTE = 60_000;
const before = (ms: number | null) => (ms === null ? null : new Date(NOW - ms));

it.each([
  [null, null, true],
  [9 * MINUTE, null, false],
  [10 * MINUTE, null, true],
  [59_000, 'unreachable', false],
  [60_000, 'unreachable', true],
  [-5 * MINUTE, null, true],
])('looked at %s ms ago with %s: due %s', (age, failure, due) => {
  expect(isDue({ lookedAt: before(age), fetchedAt: null, failure }, NOW)).toBe(due);
});

it.each([
  [0, null, null],
  [null, 'timeout', 'it could not be fetched'],
  [20_000, 'timeout', 'it could not be fetched now, this is how it was a minute ago'],
  [59 * MINUTE, 'timeout', 'it could not be fetched now, this is how it was 59 minutes ago'],
  [65 * MINUTE, 'timeout', 'it could not be fetched now, this is how it was an hour ago'],
  [47 * 60 * MINUTE, 'timeout', 'it could not be fetched now, this is how it was 47 hours ago'],
  [49 * 60 * MINUTE, 'timeout', 'it could not be fetched now, this is how it was 2 days ago'],
])('fetched %s ms ago with %s: %s', (age, failure, words) => {
  expect(staleness({ fetchedAt: before(age), lookedAt: null, failure }, NOW)).toBe(words);
});
