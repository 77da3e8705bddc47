import type { Logger } from 'pino';
import type { Queue } from '../queue/queue.ts';
import type { Database } from '../store/database.ts';
import { waitingRuns } from '../store/runs.ts';

const EVERY_MS = 1_000;
const MOST = 500;

type Parts = { pool: Database['pool']; queue: Pick<Queue, 'enqueue'>; logger: Pick<Logger, 'error' | 'info'> };

/** Enqueues once a second what nobody holds, so that nothing is lost between a commit and its queue. Returns how to stop. */
export function startSweeper({ pool, queue, logger }: Parts): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failing = false;

  async function sweep(): Promise<void> {
    try {
      for (const { id, epoch } of await waitingRuns(pool, MOST)) if (!stopped) queue.enqueue(id, epoch);
      if (failing) logger.info('runs are looked for again');
      failing = false;
    } catch (error) {
      if (!failing) logger.error({ err: error }, 'runs could not be looked for');
      failing = true;
    }
  }

  function next(afterMs: number): void {
    if (!stopped) timer = setTimeout(() => void sweep().finally(() => next(EVERY_MS)), afterMs);
  }

  next(0);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
