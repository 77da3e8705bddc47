import { expect, test } from 'vitest';
import { createHeld } from './held.ts';

const versions = (list: readonly { version: number }[]): number[] => list.map(({ version }) => version);

test('gives what follows without a gap, and forgets what is older', () => {
  const held = createHeld<{ version: number }>();
  for (const version of [5, 3, 2, 1, 3]) held.add('a', { version });
  expect(versions(held.take('a', 1))).toEqual([2, 3]);
  expect(versions(held.take('a', 3))).toEqual([]);
  expect(versions(held.take('a', 4))).toEqual([5]);
  expect(held.isEmpty()).toBe(true);
});

test('drops what was held up to a mark', () => {
  const held = createHeld<{ version: number }>();
  held.add('a', { version: 9 });
  held.add('b', { version: 9 });
  const mark = held.mark();
  held.add('b', { version: 10 });
  held.dropUntil(mark);
  expect(held.keys()).toEqual(['b']);
  expect(versions(held.take('b', 9))).toEqual([10]);
});
