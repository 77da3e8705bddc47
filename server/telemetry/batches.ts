import type { Log } from '../../agents/run/log.ts';

type Parts<T> = {
  /** What it throws keeps the batch back if `mayTryAgain`, and loses it otherwise. */
  write(batch: readonly T[]): Promise<void>;
  mayTryAgain(error: unknown): boolean;
  logger: Pick<Log, 'warn' | 'info'>;
  everyMs?: number;
  /** As many are written at once. */
  size?: number;
  /** More are not kept waiting but lost. */
  most?: number;
};

/** Takes one after the other and writes them together, a little later. */
export interface Batches<T> {
  /** Keeps nobody waiting and never throws. */
  add(one: T): void;
  /** What is added waits for long: it should be small. */
  readonly isBehind: boolean;
  /** Writes what is there, once. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** A bounded buffer before something slow: who adds never waits; what has no room, or can't be written, is lost. */
export function createBatches<T>({
  write,
  mayTryAgain,
  logger,
  everyMs = 1_000,
  size = 200,
  most = 5_000,
}: Parts<T>): Batches<T> {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let lost = 0;
  let failing = false;
  let closed = false;

  function wait(): void {
    if (timer !== undefined || closed || waiting.length === 0) return;
    timer = setTimeout(() => void flush(), everyMs).unref();
  }

  async function writeOne(): Promise<boolean> {
    const batch = waiting.slice(0, size);
    waiting = waiting.slice(size);
    try {
      await write(batch);
    } catch (error) {
      if (!failing) logger.warn({ err: error, spans: batch.length }, 'traces could not be written');
      failing = true;
      const again = mayTryAgain(error);
      if (again) waiting = [...batch, ...waiting].slice(0, most);
      else lost += batch.length;
      return !again;
    }
    if (failing || lost > 0) logger.info({ lost }, 'traces are written again');
    failing = false;
    lost = 0;
    return true;
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0 && (await writeOne()));
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
      wait();
    });
    return writing;
  }

  return {
    get isBehind() {
      return failing || waiting.length > 2 * size;
    },
    add(one) {
      if (closed || waiting.length >= most) {
        if (lost === 0 && !closed) logger.warn({ most }, 'there is no room for more traces');
        lost += 1;
        return;
      }
      waiting.push(one);
      // While it fails the next look is enough.
      if (waiting.length === size && !failing) setImmediate(() => void flush());
      else wait();
    },
    flush,
    async close() {
      await flush();
      closed = true;
      clearTimeout(timer);
    },
  };
}
