import { setTimeout as pause } from 'node:timers/promises';
import { Queue as BullQueue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { createInProcessQueue } from './inProcessQueue.ts';
import { JobNames } from './jobNames.ts';
import type { Queue } from './queue.ts';

const RETRY_MS = 500;

type Settings = {
  url: string;
  /** Keeps several workspaces on one Redis apart. */
  namespace: string;
  logger: Pick<Logger, 'error' | 'info'>;
};

/**
 * A queue over Redis that any worker serves. Its own retries and stall checks are off: leases and the sweeper decide.
 * A process that works takes what it is asked for into its own hands while it has one free, and all of it while Redis is
 * away; see docs/decisions/0015-own-hands.md.
 */
export function createBullmqQueue({ url, namespace, logger }: Settings): Queue {
  const ownHands = createInProcessQueue();
  const names = new JobNames();
  const asker = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => RETRY_MS,
    keepAlive: 10_000,
  });
  const options = { prefix: namespace, skipVersionCheck: true } as const;
  const queue = new BullQueue('runs', {
    ...options,
    connection: asker,
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  });
  let worker: Worker | undefined;
  let hands = 0;
  /** Runs in hand that this process was asked for itself, and those that it fetched. */
  let own = 0;
  let fetched = 0;
  let fetcher: Redis | undefined;
  let away = false;
  let closing: Promise<unknown> | undefined;

  function notice(error: unknown): void {
    if (closing !== undefined || away) return;
    away = true;
    logger.error({ err: error }, 'Redis is away: every process works on its own requests until it is back');
  }

  function disconnect(): void {
    fetcher?.disconnect();
    asker.disconnect();
  }

  asker.on('error', notice);
  asker.on('ready', () => {
    if (away) logger.info('Redis is back');
    away = false;
  });
  queue.on('error', notice);

  /** It fetches no more than it has hands for beside what it was asked for itself; one it always can. */
  function take(more: 1 | -1): void {
    own += more;
    if (worker !== undefined) worker.concurrency = Math.max(1, hands - own);
  }

  return {
    enqueue(runId, epoch) {
      if (closing !== undefined) return;
      if (ownHands.size + fetched < hands) {
        ownHands.enqueue(runId, epoch);
        return;
      }
      const byHand = (error: unknown) => {
        notice(error);
        if (closing === undefined && worker !== undefined) ownHands.enqueue(runId, epoch);
      };
      if (asker.status !== 'ready') {
        byHand(new Error('no connection to Redis'));
        return;
      }
      queue.add('run', { runId }, { jobId: names.nameOf(runId, epoch, performance.now()) }).catch(byHand);
    },
    process(handler, { concurrency }) {
      ownHands.process(
        async (runId) => {
          take(1);
          await handler(runId);
          take(-1);
        },
        { concurrency },
      );
      hands = concurrency;
      const fetch = async (runId: string) => {
        fetched += 1;
        await handler(runId);
        fetched -= 1;
      };
      fetcher = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => RETRY_MS, keepAlive: 10_000 });
      fetcher.on('error', notice);
      worker = new Worker<{ runId: string }>('runs', (job) => fetch(job.data.runId), {
        ...options,
        connection: fetcher,
        concurrency,
        skipStalledCheck: true,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      });
      worker.on('error', notice);
    },
    async close(drainMs) {
      // Who closes for the first time still has jobs in hand to end, which needs the connections.
      const isLast = closing !== undefined;
      closing ??= Promise.all([ownHands.close(drainMs), worker?.close()]).then(disconnect);
      await Promise.race([closing, pause(drainMs, undefined, { ref: false })]);
      if (isLast) disconnect();
    },
  };
}
