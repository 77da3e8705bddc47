import { expect, test } from 'vitest';
import { Standing } from './standing.ts';

test('knows what may be shown, and up to where', () => {
  const standing = new Standing();
  standing.put('ada', 'bees', { seq: 3, at: 0 });
  standing.put('ada', 'bees', { seq: 2, at: 1 });
  standing.put('ada', 'wasps', { seq: 1, at: 1 });
  expect([...standing.of('ada')]).toEqual([
    ['bees', 3],
    ['wasps', 1],
  ]);
  expect(standing.isRead('ada', 'bees', 2)).toBe(false);
  expect(standing.isRead('ada', 'bees', 3)).toBe(true);
  expect(standing.isRead('bob', 'bees', 9)).toBe(false);
  standing.remove('ada', ['bees', 'nothing']);
  expect(standing.isRead('ada', 'bees', 9)).toBe(false);
  expect([...standing.of('ada').keys()]).toEqual(['wasps']);
});

test('lets go of what is old, and does not grow without end', () => {
  const standing = new Standing();
  const day = 24 * 60 * 60_000;
  for (let n = 0; n < 30_000; n++) standing.put(`user ${n}`, 'bees', { seq: 1, at: 0 });
  for (let n = 0; n < 30_000; n++) standing.put(`user ${n}`, 'wasps', { seq: 1, at: 4 * day });
  expect([...standing.of('user 1').keys()]).toEqual(['wasps']);
  expect([...standing.of('user 29999').keys()]).toEqual(['wasps']);
});
