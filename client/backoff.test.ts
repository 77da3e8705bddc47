import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

test('doubles up to the longest, spread over the upper half', () => {
  const backoff = createBackoff(1000, 30_000);
  for (const wait of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
    const next = backoff.next();
    expect(next).toBeGreaterThanOrEqual(wait / 2);
    expect(next).toBeLessThanOrEqual(wait);
  }
  backoff.reset();
  expect(backoff.next()).toBeLessThanOrEqual(1000);
});

test('is never shorter than what the server asks for', () => {
  expect(createBackoff(1000, 30_000).next(60_000)).toBe(60_000);
});
