import { expect, test } from 'vitest';
import { fileSize } from './fileSize.ts';

test.each([
  [0, 0, 'byte', 0],
  [999, 999, 'byte', 0],
  [1000, 0.98, 'kilobyte', 1],
  [10_100, 9.86, 'kilobyte', 1],
  [12_345, 12.06, 'kilobyte', 0],
  [1_023_600, 0.98, 'megabyte', 1],
  [104_857_600, 100, 'megabyte', 0],
  [5_497_558_138_880, 5120, 'gigabyte', 0],
])('%i bytes', (bytes, value, unit, digits) => {
  const said = fileSize(bytes);
  expect(said).toEqual({ value: expect.closeTo(value, 1) as number, unit, digits });
});
