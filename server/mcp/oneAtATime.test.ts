import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { oneAtATime } from './oneAtATime.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('follows what it is told last, however often that is', async () => {
  const works: (() => void)[] = [];
  const tell = oneAtATime(() => new Promise((resolve) => works.push(resolve)), 5_000);
  for (let told = 0; told < 100; told++) tell();
  expect(works).toHaveLength(1);
  works[0]?.();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(works).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(works).toHaveLength(2);
  works[1]?.();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(works).toHaveLength(2);
  tell();
  expect(works).toHaveLength(3);
});
