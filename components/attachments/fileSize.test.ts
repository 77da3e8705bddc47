import { expect, test } from 'vitest';
import { fileSize } from './fileSize.ts';

test.each([
  [0, 0, 'byte', 0],
  [999, 999, 'byte', 0],
  [1000, 1, 'kilobyte', 1],
  [9_940, 9.94, 'kilobyte', 1],
  [12_345, 12.345, 'kilobyte', 0],
  [999_600, 0.9996, 'megabyte', 1],
  [100_000_000, 100, 'megabyte', 0],
  [5_000_000_000_000, 5000, 'gigabyte', 0],
])('%i bytes', (bytes, value, unit, digits) => {
  const said = fileSize(bytes);
  expect(said).toEqual({ value: expect.closeTo(value, 6) as number, unit, digits });
});
