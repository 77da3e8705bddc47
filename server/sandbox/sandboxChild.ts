import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { MOST_SAID, Saying } from './messages.ts';

/** A child that has ended: how, and what Node said last. */
export type End = { signal: NodeJS.Signals | null; code: number | null; lastWords: string };

/** A process for one program. Its sayings come by `next`, undefined when it has ended or said what it may not. */
export type SandboxChild = {
  pid: number;
  input: Writable;
  next(): Promise<Saying | undefined>;
  gone: Promise<End>;
  /** Ends it whatever it does; resolves when it is gone. */
  kill(): Promise<End>;
};

export type Program = {
  file: URL;
  args: readonly string[];
  reads: readonly string[];
  heapMb: number;
  image?: number;
};

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

/** Where a package is that a file can load: of this project, or of another package. */
export function packageFolder(name: string, from = fileURLToPath(import.meta.url)): string {
  const entry = createRequire(from).resolve(name);
  const inside = join('node_modules', ...name.split('/'));
  return entry.slice(0, entry.lastIndexOf(inside) + inside.length);
}

const LAST_WORDS = 4000;
/** Half of the usual 8 MB that systems give a process: the interpreters' own limits of depth are met before. */
const STACK_KB = 4000;

/**
 * Starts a child: nothing of the environment, no folder but what it loads, nothing to write, no children, workers, add-ons,
 * inspector, and no code made from text. Plain pipes rather than Node's channel, so that no more is read than may come.
 */
export function startChild({ file, args, reads, heapMb, image }: Program): SandboxChild {
  const readable = [here, join(root, 'package.json'), packageFolder('zod'), ...reads];
  const child = spawn(
    process.execPath,
    [
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      '--disallow-code-generation-from-strings',
      `--max-old-space-size=${heapMb}`,
      '--max-semi-space-size=4',
      `--stack-size=${STACK_KB}`,
      '--no-warnings',
      fileURLToPath(file),
      ...args,
    ],
    {
      cwd: '/',
      env: { TZ: 'UTC' } as unknown as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe', image ?? 'ignore'],
    },
  );
  return listen(child);
}

function listen(child: ChildProcess): SandboxChild {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('a child was started without its pipes');
  let lastWords = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(0, LAST_WORDS);
  });
  const gone = once(child, 'close').then(
    ([code, signal]): End => ({ code: code as number | null, signal: signal as NodeJS.Signals | null, lastWords }),
    (cause: unknown): End => ({ code: null, signal: null, lastWords: String(cause) }),
  );
  // A child that is gone takes nothing more; its end is told by itself.
  stdin.on('error', () => undefined);
  const sayings = readSayings(stdout);
  return {
    pid: child.pid ?? 0,
    input: stdin,
    gone,
    async next() {
      const { value, done } = await sayings.next();
      return done === true ? undefined : value;
    },
    async kill() {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

/** Ends at the end of the stream, at the first line that is none of ours, and where more comes than may. */
async function* readSayings(stdout: Readable): AsyncGenerator<Saying, undefined> {
  let total = 0;
  let parts: Buffer[] = [];
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > MOST_SAID) return;
    let rest = chunk;
    for (let at = rest.indexOf(10); at !== -1; at = rest.indexOf(10)) {
      const saying = parse(Buffer.concat([...parts, rest.subarray(0, at)]).toString('utf8'));
      if (saying === undefined) return;
      yield saying;
      parts = [];
      rest = rest.subarray(at + 1);
    }
    parts.push(rest);
  }
}

function parse(line: string): Saying | undefined {
  try {
    return Saying.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
