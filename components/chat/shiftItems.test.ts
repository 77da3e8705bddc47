import { describe, expect, test } from 'vitest';
import { shiftItems } from './shiftItems.ts';

type Item = { key: string };

/** `d` is a divider, which may stand anywhere; numbers are messages. */
function list(keys: string): Item[] {
  return keys.split(' ').map((key) => ({ key }));
}

function step(before: string, now: string) {
  const { items, shift } = shiftItems(list(before), list(now), ({ key }) => key !== 'd');
  return [items.map(({ key }) => key).join(' '), shift];
}

describe('a list goes', () => {
  test.each([
    ['nowhere', 'd 1 2 3', 'd 1 2 3', ['d 1 2 3', false]],
    ['on at its end', 'd 1 2', 'd 1 2 3', ['d 1 2 3', false]],
    ['back at its end', 'd 1 2 3', 'd 1 2', ['d 1 2', false]],
    ['on at its beginning', 'd 3 4', 'd 1 2 3 4', ['d 1 2 3 4', true]],
    ['back at its beginning', 'd 1 2 3 4', 'd 3 4', ['d 3 4', true]],
    ['up: what is new first', 'd 3 4 5 6', 'd 1 2 3 4', ['d 1 2 3 4 5 6', true]],
    ['down: what is old first', 'd 1 2 3 4', 'd 3 4 5 6', ['d 3 4', true]],
    ['apart on both ends', 'd 3 4', 'd 1 2 3 4 5', ['d 1 2 3 4', true]],
    ['together on both ends', 'd 1 2 3 4 5', 'd 3 4', ['d 3 4 5', true]],
    ['elsewhere', 'd 1 2', 'd 8 9', ['d 8 9', false]],
    ['from nothing', 'd', 'd 1 2', ['d 1 2', false]],
    ['to nothing', 'd 1 2', 'd', ['d', false]],
    ['on while a divider leaves', 'd 3 d 4', 'd 1 2 3 4', ['d 1 2 3 4', true]],
  ] as const)('%s', (_, before, now, expected) => {
    expect(step(before, now)).toEqual(expected);
  });

  test('there in two steps, the second of which leaves the beginning alone', () => {
    const before = list('d 3 4 5 6');
    const now = list('d 1 2 3 4');
    const isLasting = ({ key }: Item) => key !== 'd';
    const first = shiftItems(before, now, isLasting);
    expect(shiftItems(first.items, now, isLasting)).toEqual({ items: now, shift: false });
  });
});
