import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { z } from 'zod';
import { FileVariant } from '../../shared/attachment.ts';
import type { Looked, LookTask } from './look.ts';

/** Looks into what people send, one after the other. */
export interface Looker {
  /** Throws what is no fault of the file; a file that brings the process down is refused. */
  look(task: LookTask): Promise<Looked>;
  close(): Promise<void>;
}

const PROCESS = fileURLToPath(new URL('./lookProcess.ts', import.meta.url));
const LONGEST_MS = 90_000;
/** So long it stays for the next one. */
const IDLE_MS = 20_000;

const Answer = z.union([
  z.object({
    looked: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('bytes'),
        recognised: z.object({ kind: z.enum(['video', 'audio', 'voice', 'pdf', 'text', 'other']), mime: z.string() }),
      }),
      z.object({
        kind: z.literal('picture'),
        mime: z.string(),
        width: z.int(),
        height: z.int(),
        variants: z.array(z.enum(FileVariant.options)),
      }),
      z.object({ kind: z.literal('refused'), why: z.string() }),
    ]),
  }),
  z.object({ fault: z.string(), code: z.string().optional() }),
]);

export function createLooker({ longestMs = LONGEST_MS }: { longestMs?: number } = {}): Looker {
  const queue = new PQueue({ concurrency: 1 });
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let closed = false;
  const isClosed = () => closed;

  function start(): ChildProcess {
    const started = fork(PROCESS, [], {
      // It has no need for keys and passwords.
      env: { NODE_ENV: 'production' },
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // How it ended is heard by whoever waits for its answer.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (child === started) child = undefined;
    });
    return started;
  }

  function rest(): void {
    const resting = child;
    child = undefined;
    if (resting?.connected === true) resting.disconnect();
  }

  async function perform(task: LookTask): Promise<Looked> {
    if (isClosed()) throw new Error('the server is ending');
    clearTimeout(idle);
    const used = (child ??= start());
    const ended = new AbortController();
    const timer = setTimeout(() => used.kill('SIGKILL'), longestMs);
    try {
      const exit = once(used, 'exit', { signal: ended.signal }).then(() => undefined);
      const answered = once(used, 'message', { signal: ended.signal });
      used.send(task, () => undefined);
      const message = await Promise.race([answered, exit]);
      if (message === undefined) {
        if (isClosed()) throw new Error('the server is ending');
        return { kind: 'refused', why: 'it could not be opened' };
      }
      const answer = Answer.parse(message[0]);
      if ('fault' in answer) throw Object.assign(new Error(answer.fault), { code: answer.code });
      return answer.looked;
    } finally {
      clearTimeout(timer);
      ended.abort();
      idle = setTimeout(rest, IDLE_MS).unref();
    }
  }

  return {
    look: (task) => queue.add(() => perform(task)),
    async close() {
      closed = true;
      clearTimeout(idle);
      child?.kill('SIGKILL');
      await queue.onIdle();
    },
  };
}
