import {
  emptyQueue,
  type FairQueue,
  picked,
  type Priority,
  pushed,
  type QueueBounds,
  type QueueRefusal,
  removed,
} from './fairQueue.ts';

export type Place = {
  userId: string;
  chatId: string;
  priority: Priority;
  /** 1 unless said otherwise. */
  weight?: number;
  signal: AbortSignal;
};

/** `stopped`: its signal was aborted before its turn came. */
export type Scheduled<T> = { kind: 'done'; value: T } | { kind: 'refused'; reason: QueueRefusal | 'stopped' };

export type Scheduler = {
  /** Does the work when its turn comes; what it throws is thrown here. */
  schedule<T>(work: () => Promise<T>, place: Place): Promise<Scheduled<T>>;
  waiting(): number;
  running(): number;
};

type Settings = { concurrency: number; bounds: QueueBounds; now: () => number };

/** Does so much work at once, and the rest in the order of `picked`. */
export function createScheduler({ concurrency, bounds, now }: Settings): Scheduler {
  let queue: FairQueue = emptyQueue;
  let running = 0;
  let made = 0;
  const starts = new Map<string, () => void>();

  function fill(): void {
    while (running < concurrency) {
      const turn = picked(queue, now());
      if (turn === null) return;
      queue = turn.queue;
      running += 1;
      starts.get(turn.job.id)?.();
    }
  }

  /** True when the turn has come, false when it is no longer wanted. */
  async function turn(id: string, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const giveUp = () => {
      queue = removed(queue, id);
      resolve(false);
    };
    starts.set(id, () => resolve(true));
    signal.addEventListener('abort', giveUp, { once: true });
    const done = () => {
      starts.delete(id);
      signal.removeEventListener('abort', giveUp);
    };
    fill();
    return promise.finally(done);
  }

  return {
    async schedule(work, { signal, weight = 1, userId, chatId, priority }) {
      if (signal.aborted) return { kind: 'refused', reason: 'stopped' };
      const id = String((made += 1));
      const result = pushed(queue, { id, userId, chatId, priority, weight, since: now() }, bounds);
      if (result.kind === 'refused') return result;
      queue = result.queue;
      if (!(await turn(id, signal))) return { kind: 'refused', reason: 'stopped' };
      try {
        return { kind: 'done', value: await work() };
      } finally {
        running -= 1;
        fill();
      }
    },
    waiting: () => queue.jobs.length,
    running: () => running,
  };
}
