import { expect, test } from 'vitest';
import { microsOf } from './microsOf.ts';

test.each([
  ['12.5', 12_500_000],
  ['0,000001', 1],
  [' 3 ', 3_000_000],
  ['', null],
  ['1e3', undefined],
  ['-1', undefined],
  ['0.0000001', undefined],
])('%j', (text, micros) => {
  expect(microsOf(text)).toBe(micros);
});
