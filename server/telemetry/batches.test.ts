import { expect, test } from 'vitest';
import { createBatches } from './batches.ts';

function recorded(outcomes: (Error | null)[] = []) {
  const written: number[][] = [];
  const said: string[] = [];
  const say = (_: object, message: string) => void said.push(message);
  const parts = {
    async write(batch: readonly number[]) {
      const error = outcomes.shift() ?? null;
      if (error !== null) throw error;
      written.push([...batch]);
    },
    mayTryAgain: (error: unknown) => error instanceof RangeError,
    logger: { warn: say, info: say },
    everyMs: 3_600_000,
  };
  return { written, said, parts };
}

test('writes together what came one by one, and at once where a batch is full', async () => {
  const { written, parts } = recorded();
  const batches = createBatches({ ...parts, size: 3 });
  for (const one of [1, 2]) batches.add(one);
  expect(written).toEqual([]);
  batches.add(3);
  expect(written).toEqual([]);
  await expect.poll(() => written).toEqual([[1, 2, 3]]);
  batches.add(4);
  await batches.close();
  expect(written).toEqual([[1, 2, 3], [4]]);
  batches.add(5);
  await batches.flush();
  expect(written).toHaveLength(2);
});

test('keeps what can be written later, in its bounds, and says so once', async () => {
  const { written, said, parts } = recorded([new RangeError(), new RangeError()]);
  const batches = createBatches({ ...parts, size: 2, most: 3 });
  for (const one of [1, 2, 3, 4, 5]) batches.add(one);
  expect(batches.isBehind).toBe(false);
  await batches.flush();
  await batches.flush();
  expect(batches.isBehind).toBe(true);
  expect(written).toEqual([]);
  expect(said).toEqual(['there is no room for more traces', 'traces could not be written']);
  batches.add(6);
  await batches.flush();
  expect(written).toEqual([[1, 2], [3]]);
  expect(said.at(-1)).toBe('traces are written again');
});

test('loses what can never be written, and goes on', async () => {
  const { written, said, parts } = recorded([new TypeError()]);
  const batches = createBatches({ ...parts, size: 1 });
  for (const one of [1, 2]) batches.add(one);
  await batches.flush();
  expect(written).toEqual([[2]]);
  expect(said).toEqual(['traces could not be written', 'traces are written again']);
});
