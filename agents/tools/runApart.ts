import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type ApartOptions = {
  /** One of our own programs, which takes its input as its first message and says what it finds in messages. */
  program: URL;
  input: unknown;
  timeMs: number;
  memoryMb: number;
  signal: AbortSignal;
  /** True for the last one. */
  onMessage(message: unknown): boolean;
};

const NO_ENVIRONMENT = {} as NodeJS.ProcessEnv;

/**
 * Runs a program in a process of its own, which is killed when it is done, or its time or memory is up: `died` is what
 * both of memory and of faults look like. Rejects with the signal's reason. A process and not a thread, because threads
 * that come and go can end the whole process (docs/decisions/0012-engine-process.md).
 */
export async function runApart(options: ApartOptions): Promise<'done' | 'late' | 'died'> {
  const { program, input, timeMs, memoryMb, signal, onMessage } = options;
  signal.throwIfAborted();
  const child = fork(fileURLToPath(program), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${memoryMb}`],
    env: NO_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const over = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve('late'), timeMs);
      over.signal.addEventListener('abort', () => clearTimeout(timer));
      signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: over.signal });
      child.on('message', (message: unknown) => {
        if (onMessage(message)) resolve('done');
      });
      child.on('error', () => resolve('died'));
      child.on('close', () => resolve('died'));
      child.send(input as object, () => undefined);
    });
  } finally {
    over.abort();
    child.kill('SIGKILL');
  }
}
