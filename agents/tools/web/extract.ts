import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import * as z from 'zod';
import type { PageText } from './textOf.ts';

/** Reads the main text of a page; undefined where even its plain text took too long. Rejects with the signal's reason. */
export type Extract = (html: string, base: string, signal: AbortSignal) => Promise<PageText | undefined>;

const AT_ONCE = 2;
const TIME_MS = 5_000;
const MEMORY_MB = 256;

const Message = z.object({
  page: z.nullable(z.object({ title: z.string(), blocks: z.array(z.string()), cut: z.boolean() })),
  isLast: z.boolean(),
});

/**
 * Pages are read in a thread of its own each, which is ended when its time or its memory is up; what it had read of a page
 * until then stands.
 */
export function createExtract({ timeMs = TIME_MS }: { timeMs?: number } = {}): Extract {
  const queue = new PQueue({ concurrency: AT_ONCE });
  return (html, base, signal) => queue.add(() => extract({ html, base }, signal, timeMs), { signal });
}

async function extract(
  workerData: { html: string; base: string },
  signal: AbortSignal,
  timeMs: number,
): Promise<PageText | undefined> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./extractWorker.ts', import.meta.url), {
    workerData,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
  });
  const over = new AbortController();
  try {
    return await new Promise<PageText | undefined>((resolve, reject) => {
      let best: PageText | undefined;
      const timer = setTimeout(() => resolve(best), timeMs);
      over.signal.addEventListener('abort', () => clearTimeout(timer));
      signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: over.signal });
      worker.on('message', (message: unknown) => {
        const { data } = Message.safeParse(message);
        best = data?.page ?? best;
        if (data?.isLast === true) resolve(best);
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        if (best === undefined && error.code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(error);
        else resolve(best);
      });
      worker.on('exit', () => resolve(best));
    });
  } finally {
    over.abort();
    await worker.terminate();
  }
}
