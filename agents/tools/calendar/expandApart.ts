import { Worker } from 'node:worker_threads';
import { type CalendarText, Expansion, type Range } from './occurrence.ts';

const MEMORY = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/**
 * Expands calendars in a thread of its own, so that none can hold up or fill up the process. One that takes more than
 * its time or memory has a note instead of events, and so have those after it. `progress` is told which share has been read.
 */
export async function expandApart(
  calendars: readonly CalendarText[],
  range: Range,
  { timeMs, signal, progress }: { timeMs: number; signal: AbortSignal; progress(share: number): void },
): Promise<Expansion[]> {
  if (calendars.length === 0 || signal.aborted)
    return calendars.map(() => unread('it was not read, since the answer was stopped'));
  const done: Expansion[] = [];
  const worker = new Worker(new URL('./expandThread.ts', import.meta.url), {
    workerData: { calendars, range },
    resourceLimits: MEMORY,
    env: {},
    execArgv: [],
  });
  const why = await new Promise<string>((resolve) => {
    const timer = setTimeout(() => resolve('reading it took too long'), timeMs);
    const stop = () => resolve('it was not read, since the answer was stopped');
    signal.addEventListener('abort', stop, { once: true });
    const end = (reason: string) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(reason);
    };
    worker.on('message', (message: unknown) => {
      const parsed = Expansion.safeParse(message);
      done.push(parsed.success ? parsed.data : unread('it could not be read'));
      progress(done.length / calendars.length);
    });
    worker.on('error', (error: Error & { code?: string }) =>
      end(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? 'reading it took too much memory'
          : `it could not be read: ${error.message.slice(0, 200)}`,
      ),
    );
    worker.on('exit', () => end('it could not be read'));
  });
  await worker.terminate();
  return calendars.map(
    (_, at) => done[at] ?? unread(at === done.length ? why : 'it was not read, since one before it could not be'),
  );
}

function unread(note: string): Expansion {
  return { occurrences: [], notes: [note] };
}
