import { expect, it } from 'vitest';
import { later } from './later.ts';

it('is fetched once, and there from then on', async () => {
  let loads = 0;
  const part = later(() => Promise.resolve(++loads));
  let told = 0;
  const end = part.subscribe(() => told++);
  expect(part.now()).toBeNull();
  expect(await Promise.all([part.fetch(), part.fetch()])).toEqual([1, 1]);
  expect(part.now()).toBe(1);
  expect(told).toBe(1);
  end();
  expect(await part.fetch()).toBe(1);
});

it('is tried anew after a failure', async () => {
  const answers = [Promise.reject(new Error('no network')), Promise.resolve('here')];
  const part = later(() => answers.shift() ?? Promise.reject(new Error('asked once more')));
  await expect(part.fetch()).rejects.toThrow('no network');
  expect(part.now()).toBeNull();
  await expect(part.fetch()).resolves.toBe('here');
  expect(part.now()).toBe('here');
});
