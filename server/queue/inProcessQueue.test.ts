import { expect, test } from 'vitest';
import { createInProcessQueue } from './inProcessQueue.ts';
import { JobNames } from './jobNames.ts';

test('jobs wait for who works, and each run is one job until it ended', async () => {
  const queue = createInProcessQueue();
  const done: string[] = [];
  queue.enqueue('a', 0);
  queue.enqueue('a', 0);
  queue.enqueue('b', 0);
  queue.process(
    async (runId) => {
      done.push(runId);
      if (done.length === 1) queue.enqueue('a', 1);
      await Promise.resolve();
    },
    { concurrency: 1 },
  );
  await expect.poll(() => done).toEqual(['a', 'b']);
  queue.enqueue('a', 1);
  await expect.poll(() => done).toEqual(['a', 'b', 'a']);
});

test('no more than so many at a time', async () => {
  const queue = createInProcessQueue();
  let most = 0;
  let now = 0;
  let ended = 0;
  queue.process(
    async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      ended += 1;
    },
    { concurrency: 3 },
  );
  for (let index = 0; index < 10; index++) queue.enqueue(`run${index}`, 0);
  await expect.poll(() => ended).toBe(10);
  expect(most).toBe(3);
});

test('closing takes nothing more and waits for what is in hand, but not for ever', async () => {
  const queue = createInProcessQueue();
  const started: string[] = [];
  let ended = false;
  queue.process(
    async (runId) => {
      started.push(runId);
      if (runId === 'hangs') await new Promise(() => {});
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended = true;
    },
    { concurrency: 2 },
  );
  for (const runId of ['short', 'hangs', 'later']) queue.enqueue(runId, 0);
  await expect.poll(() => started).toEqual(['short', 'hangs']);
  await queue.close(50);
  expect(ended).toBe(true);
  expect(started).not.toContain('later');
});

test('a job asked for again keeps its name, until it must be thought dead', () => {
  const names = new JobNames();
  const at = (seconds: number) => names.nameOf('run', 2, seconds * 1_000);
  expect([at(0), at(1), at(4.9)]).toEqual(['run-2', 'run-2', 'run-2']);
  expect([at(5), at(9.9), at(10), at(19), at(20), at(39)]).toEqual([
    'run-2-1',
    'run-2-1',
    'run-2-2',
    'run-2-2',
    'run-2-3',
    'run-2-3',
  ]);
  expect(names.nameOf('run', 3, 40_000)).toBe('run-3');
});
