import { expect, it } from 'vitest';
import { Kept } from './kept.ts';

const { signal } = new AbortController();

it('is read once, and anew after it changed', async () => {
  let reads = 0;
  const kept = new Kept(async () => ++reads, 60_000);
  expect([await kept.now(signal), await kept.now(signal)]).toEqual([1, 1]);
  kept.changed();
  expect(await kept.now(signal)).toBe(2);
});

it('is not what was read before it changed', async () => {
  const first = Promise.withResolvers<string>();
  const answers = [first.promise, Promise.resolve('new')];
  const kept = new Kept(() => answers.shift() ?? Promise.reject(new Error('Once too often.')), 60_000);
  const reading = kept.now(signal);
  kept.changed();
  first.resolve('old');
  await reading;
  expect([await kept.now(signal), await kept.now(signal)]).toEqual(['new', 'new']);
});

it('is read anew where that failed, or it is too old', async () => {
  let reads = 0;
  const kept = new Kept(async () => {
    reads += 1;
    if (reads === 1) throw new Error('Not now.');
    return reads;
  }, -1);
  await expect(kept.now(signal)).rejects.toThrow('Not now.');
  expect([await kept.now(signal), await kept.now(signal)]).toEqual([2, 3]);
});
