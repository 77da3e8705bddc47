import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from './machine.ts';

export interface Daemon {
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  again(): Promise<void>;
}

export interface DaemonSpec {
  name: string;
  command: string;
  args: string[];
  /** The account to run under, if not our own. */
  account?: { uid: number; gid: number };
  cwd: string;
  stopSignal: NodeJS.Signals;
  isReady(): Promise<boolean>;
}

const startLimit = 30_000;
const stopLimit = 10_000;

/** Starts a server as a child and resolves once it answers; throws with what it said if it ends or never does. */
export async function startDaemon(spec: DaemonSpec): Promise<Daemon> {
  let child = await launch(spec);
  return {
    stop: () => end(child, spec.stopSignal),
    kill: () => end(child, 'SIGKILL'),
    again: async () => {
      child = await launch(spec);
    },
  };
}

async function launch(spec: DaemonSpec): Promise<ChildProcess> {
  const [command, args] = bindToOurLife(spec);
  const child = spawn(command, args, {
    cwd: spec.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches only us: what we started must outlive the tests that we are still waiting for.
    detached: true,
    ...(command === spec.command ? spec.account : {}),
  });
  let said = '';
  const collect = (chunk: string) => {
    said = (said + chunk).slice(-10_000);
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `ended with ${code ?? signal ?? 'nothing'}`));

  const giveUpAt = Date.now() + startLimit;
  while (!(await spec.isReady())) {
    const why = ended ?? (Date.now() > giveUpAt ? `did not answer within ${startLimit / 1000} s` : undefined);
    if (why !== undefined) {
      await end(child, 'SIGKILL');
      throw new Error(`${spec.name} ${why}:\n${said}`);
    }
    await sleep(50);
  }
  return child;
}

/** On Linux, asks the kernel to end the server when we are killed and can't do it ourselves. */
function bindToOurLife({ command, args, account, stopSignal }: DaemonSpec): [string, string[]] {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  if (setpriv === undefined) return [command, args];
  const changeAccount = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : [];
  return [setpriv, [...changeAccount, `--pdeathsig=${stopSignal.slice(3)}`, '--', command, ...args]];
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimit);
  await ended;
  clearTimeout(timer);
}
