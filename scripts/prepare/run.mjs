import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

export class StepFailed extends Error {}

/**
 * Runs one command quietly under a line of progress that ends with its time.
 * Throws StepFailed, with the end of what the command said, if it does not succeed.
 *
 * @param {string} title
 * @param {[command: string, ...args: string[]]} command
 * @param {Record<string, string | undefined>} [env]
 */
export async function runStep(title, [command, ...args], env = {}) {
  const began = performance.now();
  process.stdout.write(`${title} … `);
  const { code, output } = await capture(command, args, env);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (code === 0) {
    process.stdout.write(`${seconds} s\n`);
    return;
  }
  process.stdout.write(`failed after ${seconds} s\n`);
  throw new StepFailed(`${title} failed: ${[command, ...args].join(' ')}\n\n${excerpt(output)}`);
}

/**
 * The beginning and the end of what a command said: some tools name the cause first, some last.
 *
 * @param {string} output
 */
function excerpt(output) {
  const lines = output
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  return (lines.length <= 40 ? lines : [...lines.slice(0, 15), '  …', ...lines.slice(-25)]).join('\n');
}

/** Ends what runStep is running. */
export function stopSteps() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ code: number | string, output: string }>}
 */
function capture(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    const collect = (chunk) => {
      output = (output + chunk).slice(-100_000);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => resolve({ code: 'not started', output: error.message }));
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? signal ?? 'killed', output });
    });
  });
}
