import { describe, expect, test } from 'vitest';
import { arrangeGrid } from './arrangeGrid.ts';

const landscape = { width: 1600, height: 1200 };
const portrait = { width: 900, height: 1600 };
const unknown = { width: null, height: null };

describe('one picture', () => {
  test('keeps its shape', () => {
    expect(arrangeGrid([landscape])).toMatchObject({ ratio: 4 / 3, width: 336, columns: 1, hidden: 0 });
  });
  test('is not blown up, but large enough to tap', () => {
    expect(arrangeGrid([{ width: 200, height: 150 }]).width).toBe(200);
    expect(arrangeGrid([{ width: 16, height: 16 }]).width).toBe(168);
  });
  test.each([
    [{ width: 4000, height: 100 }, 2.1],
    [{ width: 100, height: 4000 }, 0.62],
    [unknown, 4 / 3],
    [{ width: 0, height: 0 }, 4 / 3],
  ])('of an odd shape %j stands in a bearable one', (size, ratio) => {
    expect(arrangeGrid([size]).ratio).toBeCloseTo(ratio);
  });
  test('that is tall is narrower, so that it fits a screen', () => {
    const { ratio, width } = arrangeGrid([portrait]);
    expect(width / ratio).toBeLessThan(450);
  });
});

test('of three, a tall one stands beside the others', () => {
  expect(arrangeGrid([portrait, landscape, landscape]).tiles[0]).toEqual({ columns: 1, rows: 2 });
  expect(arrangeGrid([landscape, portrait, landscape]).tiles[0]).toEqual({ columns: 2, rows: 1 });
});

test.each([
  [2, 2, 0],
  [4, 4, 0],
  [5, 4, 1],
  [30, 4, 26],
])('of %i, %i are shown', (count, shown, hidden) => {
  const grid = arrangeGrid(Array.from({ length: count }, () => landscape));
  expect(grid.tiles).toHaveLength(shown);
  expect(grid.hidden).toBe(hidden);
});
