import { join } from 'node:path';
import { WaggleServer } from '../e2e/waggleServer.ts';
import { freePort } from '../scripts/services/freePort.ts';
import { testEnv } from '../scripts/testEnv.ts';
import type { Ground } from './forms.ts';
import type { Load } from './load.ts';

/** A Waggle process of its own, and how it is doing. */
export type Waggle = {
  url: string;
  /** Starts it again after `end` or `kill`; resolves once it is ready. */
  up(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it in order, to be started again. */
  end(): Promise<void>;
  stop(): Promise<void>;
  reset(): Promise<Load>;
  read(): Promise<Load>;
  /** After garbage was collected. */
  settled(): Promise<Load>;
};

/** `yields`: it works on what a browser beside it leaves it. */
export async function startWaggle(
  ground: Ground,
  env: Record<string, string> = {},
  { yields = false } = {},
): Promise<Waggle> {
  const port = await freePort();
  const settings = {
    ...testEnv,
    ...ground.env,
    ...env,
    WAGGLE_LOG_LEVEL: 'error',
    BENCH_PROBE_PORT: String(port),
    ...(yields ? { BENCH_YIELDS: '1' } : {}),
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${join(import.meta.dirname, 'probe.ts')}`,
  };
  // Node as `npm start` runs it, not as the tests do.
  const server = await WaggleServer.start(settings, []);
  const probe = async (path: string) => (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Load;
  return {
    url: server.url,
    up: () => server.up(),
    kill: () => server.kill(),
    end: () => server.end(),
    stop: () => server.stop(),
    reset: () => probe('/reset'),
    read: () => probe('/'),
    settled: () => probe('/collect'),
  };
}
