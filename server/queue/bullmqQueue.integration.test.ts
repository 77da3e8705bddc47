import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { TcpProxy } from '../bus/testing/tcpProxy.ts';
import { createBullmqQueue } from './bullmqQueue.ts';
import type { Queue } from './queue.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const logger = pino({ level: 'silent' });

describe.skipIf(redisUrl === undefined)(
  redisUrl === undefined ? 'skipped: TEST_REDIS_URL is not set' : 'a queue on Redis',
  () => {
    let proxy: TcpProxy;
    let namespace: string;
    let queues: Queue[];

    beforeEach(async () => {
      proxy = new TcpProxy(redisUrl ?? '');
      await proxy.join();
      namespace = newId();
      queues = [];
    });
    afterEach(async () => {
      for (const queue of queues) await queue.close(0).then(() => queue.close(0));
      await proxy.cut();
    });

    function open(own = namespace): Queue {
      const queue = createBullmqQueue({ url: proxy.url, namespace: own, logger });
      queues.push(queue);
      return queue;
    }

    /** Asks until the queue takes it: right after it was opened its connection may not be up. */
    async function until(queue: Queue, runId: string, done: readonly string[]): Promise<void> {
      await expect
        .poll(() => {
          queue.enqueue(runId, 0);
          return done.includes(runId);
        })
        .toBe(true);
    }

    it('hands each job to one of the workers, whoever asked', async () => {
      const [asking, a, b, stranger] = [open(), open(), open(), open(newId())];
      const [first, done]: [string[], string[]] = [[], []];
      for (const worker of [a, b]) {
        worker.process(
          async (runId) => {
            await pause(1);
            (runId === 'first' ? first : done).push(runId);
          },
          { concurrency: 4 },
        );
      }
      stranger.process(async () => void done.push('stranger'), { concurrency: 4 });
      await until(asking, 'first', first);
      const runIds = Array.from({ length: 40 }, () => newId());
      for (const runId of runIds) asking.enqueue(runId, 0);
      await expect.poll(() => [...done].sort()).toEqual([...runIds].sort());
      await pause(50);
      expect(done).toHaveLength(40);
    });

    it('knows a run at its epoch as one job while it is not done', async () => {
      const [asking, working] = [open(), open()];
      const go = Promise.withResolvers<void>();
      const started: string[] = [];
      working.process(
        async (runId) => {
          started.push(runId);
          if (runId === 'slow') await go.promise;
        },
        { concurrency: 4 },
      );
      await until(asking, 'slow', started);
      for (let n = 0; n < 5; n++) asking.enqueue('slow', 0);
      asking.enqueue('slow', 1);
      await expect.poll(() => started).toEqual(['slow', 'slow']);
      go.resolve();
    });

    it('keeps a run to the worker that was asked for it while that has a hand free, and hands on what is more', async () => {
      const [busy, idle] = [open(), open()];
      const go = Promise.withResolvers<void>();
      const done: Record<'busy' | 'idle', string[]> = { busy: [], idle: [] };
      busy.process(
        async (runId) => {
          done.busy.push(runId);
          await go.promise;
        },
        { concurrency: 8 },
      );
      idle.process(async (runId) => void done.idle.push(runId), { concurrency: 2 });
      await until(idle, 'first', done.idle);
      const own = Array.from({ length: 8 }, (_, at) => `own ${at}`);
      for (const runId of own) busy.enqueue(runId, 0);
      await expect.poll(() => done.busy).toEqual(own);
      await until(busy, 'connected', done.idle);
      const more = Array.from({ length: 8 }, (_, at) => `more ${at}`);
      for (const runId of more) busy.enqueue(runId, 0);
      // One it may fetch though its hands are full.
      await expect.poll(() => done.idle.filter((runId) => more.includes(runId)).length).toBeGreaterThan(6);
      go.resolve();
      await expect.poll(() => [...done.busy, ...done.idle]).toEqual(expect.arrayContaining(more));
    });

    it('lets a worker work on its own requests while Redis is away', async () => {
      const [asking, queue] = [open(), open()];
      const done: string[] = [];
      queue.process(async (runId) => void done.push(runId), { concurrency: 4 });
      await until(asking, 'before', done);
      await proxy.cut();
      asking.enqueue('nobody works here', 0);
      queue.enqueue('meanwhile', 0);
      await expect.poll(() => done).toContain('meanwhile');
      await proxy.join();
      await until(asking, 'after', done);
      expect(done).not.toContain('nobody works here');
    });

    it('takes nothing more when it closes, and lets what is in hand end', async () => {
      const [asking, working] = [open(), open()];
      const started: string[] = [];
      const ended: string[] = [];
      working.process(
        async (runId) => {
          started.push(runId);
          if (runId === 'slow') await pause(100);
          ended.push(runId);
        },
        { concurrency: 1 },
      );
      await until(asking, 'first', ended);
      asking.enqueue('slow', 0);
      await expect.poll(() => started).toContain('slow');
      asking.enqueue('later', 0);
      await working.close(5_000);
      expect(ended.at(-1)).toBe('slow');
      await pause(50);
      expect(started).not.toContain('later');
      const next = open();
      next.process(async (runId) => void started.push(runId), { concurrency: 1 });
      await expect.poll(() => started).toContain('later');
    });
  },
);
