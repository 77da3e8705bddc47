import { spawn } from 'node:child_process';

export interface Step {
  name: string;
  command: [string, ...string[]];
  env?: Record<string, string>;
  /** Shows what the command says while it runs, not only if it fails: for what takes long. */
  live?: boolean;
}

export interface StepResult {
  name: string;
  ok: boolean;
}

const stoppers = new Set<() => void>();
const stopping = new AbortController();

/** Runs the steps, so many at a time, in order; prints each with its time, and in full what a failing one said. */
export async function runSteps(steps: Step[], atATime: number): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const waiting = steps.entries();
  const work = async () => {
    for (const [index, step] of waiting) {
      if (stopping.signal.aborted) return;
      results[index] = await runStep(step);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  // Flattening leaves out the holes of those that were not begun.
  return results.flat();
}

/** Asks the commands that are running to end, and lets no other begin. */
export function stopSteps(): void {
  stopping.abort();
  for (const stop of stoppers) stop();
}

export function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

async function runStep({ name, command: [command, ...args], env, live }: Step): Promise<StepResult> {
  const began = performance.now();
  if (live) console.log(`\n— ${name}`);
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
  });
  const stop = () => child.kill('SIGTERM');
  stoppers.add(stop);
  let said = '';
  const collect = (chunk: string) => {
    said += chunk;
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      said += error.message;
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  stoppers.delete(stop);
  console.log(`${ok ? '✓' : '✗'} ${name} ${seconds(began)}`);
  if (!ok && !live) console.log(said.trimEnd().replaceAll(/^/gm, '  '));
  return { name, ok };
}
