import { describe, expect, test } from 'vitest';
import { heldIn, swipeOf, whole, zoomAt } from './zoom.ts';

describe('zoomAt', () => {
  test('keeps what lies under the point where it is', () => {
    const point = { x: 120, y: -40 };
    const zoom = zoomAt(whole, 2, point);
    // A place p of the picture is shown at p * scale + offset.
    expect(120 * zoom.scale + zoom.x).toBe(240 - 120);
    const again = zoomAt(zoom, 1.5, point);
    const place = (point.x - zoom.x) / zoom.scale;
    expect(place * again.scale + again.x).toBeCloseTo(point.x);
  });
  test('is never smaller than whole, and then in the middle', () => {
    expect(zoomAt({ scale: 2, x: 50, y: 9 }, 0.1, { x: 0, y: 0 })).toEqual(whole);
  });
  test('is not larger than eight times', () => {
    expect(zoomAt({ scale: 6, x: 0, y: 0 }, 4, { x: 0, y: 0 }).scale).toBe(8);
  });
});

test('heldIn lets no edge of a large picture come into the room, and keeps a small one in the middle', () => {
  const frame = { picture: { width: 300, height: 100 }, room: { width: 400, height: 400 } };
  expect(heldIn({ scale: 2, x: 500, y: 80 }, frame)).toEqual({ scale: 2, x: 100, y: 0 });
  expect(heldIn({ scale: 2, x: -500, y: 0 }, frame)).toEqual({ scale: 2, x: -100, y: 0 });
  expect(heldIn({ scale: 1, x: 30, y: -30 }, frame)).toEqual({ scale: 1, x: 0, y: 0 });
});

test.each([
  [{ x: -80, y: 10 }, 'next'],
  [{ x: 80, y: -20 }, 'previous'],
  [{ x: 10, y: 140 }, 'close'],
  [{ x: 0, y: -140 }, null],
  [{ x: 30, y: 0 }, null],
  [{ x: 80, y: 80 }, null],
])('a finger that moved %j means %s', (moved, swipe) => {
  expect(swipeOf(moved)).toBe(swipe);
});
