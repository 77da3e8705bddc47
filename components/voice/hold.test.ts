import { expect, test } from 'vitest';
import { type Hold, moved, released } from './hold.ts';

const held: Hold = { kind: 'held', x: 0, y: 0 };
const locked: Hold = { kind: 'locked' };

test.each([
  [
    { x: -20, y: 5 },
    { kind: 'held', x: -20, y: 5 },
  ],
  [{ x: -111, y: 0 }, { kind: 'cancelled' }],
  [
    { x: 111, y: 0 },
    { kind: 'held', x: 111, y: 0 },
  ],
  [{ x: 0, y: -71 }, { kind: 'locked' }],
  [
    { x: 0, y: 90 },
    { kind: 'held', x: 0, y: 90 },
  ],
  [{ x: -120, y: -80 }, { kind: 'cancelled' }],
  [{ x: -120, y: -180 }, { kind: 'locked' }],
])('a finger moved by %j', (by, outcome) => {
  expect(moved(held, by)).toEqual(outcome);
});

test('where one writes from the right, the other side cancels', () => {
  expect(moved(held, { x: 111, y: 0 }, true)).toEqual({ kind: 'cancelled' });
  expect(moved(held, { x: -111, y: 0 }, true)).toMatchObject({ kind: 'held' });
});

test('once locked nothing the finger does matters', () => {
  expect(moved(locked, { x: -500, y: 0 })).toBe(locked);
  expect(released(locked, 5000)).toBe(locked);
});

test('letting go sends, unless it was only a press', () => {
  expect(released(held, 100)).toEqual({ kind: 'locked' });
  expect(released(held, 2000)).toEqual({ kind: 'sent' });
});
