import { expect, test } from 'vitest';
import { createCredentials, PROBE_MS } from './credentials.ts';

function start() {
  let time = 1_000;
  return { credentials: createCredentials(() => time), pass: (ms: number) => void (time += ms) };
}

test('a refused key rests until it is changed, whatever a call under way still brings', () => {
  const { credentials, pass } = start();
  expect(credentials.allows('k')).toBe(true);
  credentials.rest('k', null);
  credentials.succeeded('k');
  pass(1e12);
  expect([credentials.allows('k'), credentials.allows('other')]).toEqual([false, true]);
  credentials.changed('k');
  expect(credentials.allows('k')).toBe(true);
});

test('one without credit is tried again after its time, one call at a time, until one succeeds', () => {
  const { credentials, pass } = start();
  credentials.rest('k', 500);
  pass(499);
  expect(credentials.allows('k')).toBe(false);
  pass(1);
  expect([credentials.allows('k'), credentials.allows('k')]).toEqual([true, false]);
  pass(PROBE_MS);
  expect(credentials.allows('k')).toBe(true);
  credentials.succeeded('k');
  expect([credentials.allows('k'), credentials.allows('k')]).toEqual([true, true]);
});
