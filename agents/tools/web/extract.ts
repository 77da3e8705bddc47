import PQueue from 'p-queue';
import * as z from 'zod';
import { runApart } from '../runApart.ts';
import type { PageText } from './textOf.ts';

/** Reads the main text of a page; undefined where even its plain text took too long. Rejects with the signal's reason. */
export type Extract = (html: string, base: string, signal: AbortSignal) => Promise<PageText | undefined>;

const AT_ONCE = 2;
const TIME_MS = 5_000;
const MEMORY_MB = 256;

const Message = z.object({
  page: z.nullable(z.object({ title: z.string(), blocks: z.array(z.string()), unseen: z.string(), cut: z.boolean() })),
  isLast: z.boolean(),
});

/**
 * Pages are read in a process of its own each, which is ended when its time or its memory is up; what it had read of a page
 * until then stands.
 */
export function createExtract({ timeMs = TIME_MS }: { timeMs?: number } = {}): Extract {
  const queue = new PQueue({ concurrency: AT_ONCE });
  return (html, base, signal) => queue.add(() => extract({ html, base }, signal, timeMs), { signal });
}

async function extract(
  input: { html: string; base: string },
  signal: AbortSignal,
  timeMs: number,
): Promise<PageText | undefined> {
  let best: PageText | undefined;
  const program = new URL('./extractProcess.ts', import.meta.url);
  const onMessage = (message: unknown) => {
    const { data } = Message.safeParse(message);
    best = data?.page ?? best;
    return data?.isLast === true;
  };
  await runApart({ program, input, timeMs, memoryMb: MEMORY_MB, signal, onMessage });
  return best;
}
