import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { JobHandler, Queue } from './queue.ts';

/** The queue of one process; `size` is how many runs are in hand or wait. */
export type InProcessQueue = Queue & { readonly size: number };

/** The queue of the only process: in memory, in order, each run at most once at a time. */
export function createInProcessQueue(): InProcessQueue {
  const jobs = new PQueue({ autoStart: false });
  const known = new Set<string>();
  let work: JobHandler | undefined;

  async function perform(runId: string): Promise<void> {
    try {
      await work?.(runId);
    } finally {
      known.delete(runId);
    }
  }

  return {
    get size() {
      return known.size;
    },
    enqueue(runId) {
      if (known.has(runId)) return;
      known.add(runId);
      void jobs.add(() => perform(runId));
    },
    process(handler, { concurrency }) {
      work = handler;
      jobs.concurrency = concurrency;
      jobs.start();
    },
    async close(drainMs) {
      jobs.pause();
      jobs.clear();
      await Promise.race([jobs.onPendingZero(), pause(drainMs, undefined, { ref: false })]);
    },
  };
}
