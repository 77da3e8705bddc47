import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { BRIEF_ENV, BRIEF_FLAGS } from './briefNode.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A program of ours in a process of its own. */
export interface RealProcess {
  /** Everything it has printed so far, both ways. */
  readonly output: string;
  /** Resolves with the first match in what it prints; throws if it ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Runs a script of ours as npm would, with these settings and none of the tests' own. */
export function runReal(script: string, env: Record<string, string>, ...args: string[]): RealProcess {
  const { PATH, HOME } = process.env;
  const all = { PATH, HOME, WAGGLE_ENV_FILE: '', OLLAMA_URL: 'http://127.0.0.1:9', ...BRIEF_ENV, ...env } as unknown;
  const child = spawn(process.execPath, [...BRIEF_FLAGS, script, ...args], {
    cwd: ROOT,
    env: all as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      child.emit('printed');
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null);
  return {
    get output() {
      return output;
    },
    async printed(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match !== null) return match;
        const isOver = await Promise.race([once(child, 'printed').then(() => false), ended.then(() => true)]);
        if (isOver && !pattern.test(output)) throw new Error(`it ended without ${String(pattern)}:\n${output}`);
      }
    },
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

/** `server/main.ts` on any free port; resolves when it takes requests. */
export async function startReal(env: Record<string, string>): Promise<RealProcess & { url: string }> {
  const real = runReal('server/main.ts', { PORT: '0', WAGGLE_HOST: '127.0.0.1', ...env });
  const [, port = ''] = await real.printed(/http:\/\/localhost:(\d+)/);
  return Object.assign(real, { url: `http://127.0.0.1:${port}` });
}
