import { expect, test } from 'vitest';
import { afterAttempt } from './afterAttempt.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const after = (status: number, attempt = 1, retryAfter?: string) => afterAttempt({ status, retryAfter }, attempt, NOW);

test.each([200, 201, 202, 204])('%s: delivered', (status) => {
  expect(after(status)).toEqual({ kind: 'done' });
});

test.each([404, 410])('%s: the browser is gone', (status) => {
  expect(after(status)).toEqual({ kind: 'gone' });
});

test.each([400, 401, 403, 413, 301])('%s: no second attempt would help', (status) => {
  expect(after(status)).toEqual({ kind: 'given-up' });
});

test.each([0, 408, 429, 500, 502, 503])('%s: a few more times, later each time', (status) => {
  const waits = [1, 2, 3].map((attempt) => after(status, attempt));
  expect(waits).toEqual([2_000, 8_000, 32_000].map((inMs) => ({ kind: 'again', inMs })));
  expect(after(status, 4)).toEqual({ kind: 'given-up' });
});

test('not before the service says, and not at all when that is too late', () => {
  expect(after(429, 1, '60')).toEqual({ kind: 'again', inMs: 60_000 });
  expect(after(429, 1, 'Sat, 21 Nov 2026 12:01:00 GMT')).toEqual({ kind: 'again', inMs: 60_000 });
  expect(after(429, 1, 'Sat, 21 Nov 2020 12:01:00 GMT')).toEqual({ kind: 'again', inMs: 2_000 });
  expect(after(429, 1, 'soon')).toEqual({ kind: 'again', inMs: 2_000 });
  expect(after(503, 1, '301')).toEqual({ kind: 'given-up' });
});
