import { expect, test } from 'vitest';
import { growItems } from './growItems.ts';

function list(length: number, from = 0): { key: string }[] {
  return Array.from({ length }, (_, at) => ({ key: String(from + at) }));
}

test.each([
  ['as many as may come are all shown', 10, 14, 14],
  ['of more the first', 10, 15, 14],
  ['of many too', 10, 30, 14],
  ['a page is shown whole', 10, 31, 31],
  ['what is opened is shown whole', 0, 9, 9],
  ['what got shorter is shown as it is', 10, 3, 3],
])('%s', (_, before, now, shown) => {
  expect(growItems(list(before), list(now), 4)).toEqual(list(shown));
});

test('what changed elsewhere is shown at once', () => {
  const now = list(20, 1);
  expect(growItems(list(10), now, 4)).toBe(now);
});

test('what was shown is shown as it is now, and what stays away comes with the next steps', () => {
  const now = list(19);
  const first = growItems(list(10), now, 4);
  expect(first[0]).toBe(now[0]);
  const second = growItems(first, now, 4);
  expect(second).toHaveLength(18);
  expect(growItems(second, now, 4)).toBe(now);
});
