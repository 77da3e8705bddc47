import { rmSync } from 'node:fs';
import { findChromium, findShell } from './chromium.ts';
import type { Daemon } from './daemon.ts';
import { inCi, Missing } from './machine.ts';
import { startPostgres } from './postgres.ts';
import { findCaddy, findNginx } from './proxies.ts';
import { startRedis } from './redis.ts';
import { tempFolder } from './tempFolder.ts';

export interface Services {
  /** What the tests find them by: TMPDIR where they write into memory, TEST_DATABASE_URL, TEST_REDIS_URL, CHROMIUM_PATH, CHROMIUM_SHELL_PATH, NGINX_PATH, CADDY_PATH. */
  env: Record<string, string>;
  /** What could not be had, one sentence each; always empty in CI. */
  missing: string[];
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and Redis for one run of the tests and finds a browser, installing what is missing where possible.
 * In CI one that is missing ends the process; elsewhere `missing` says so. What is measured writes to a disk, as it does
 * for people; tests may write `inMemory`.
 */
export async function startServices({ inMemory = false } = {}): Promise<Services> {
  const env: Record<string, string> = {};
  const missing: string[] = [];
  const daemons: Daemon[] = [];
  const folder = inMemory ? tempFolder() : undefined;
  if (folder !== undefined) {
    env.TMPDIR = folder;
    process.env.TMPDIR = folder;
  }
  const stop = async () => {
    await Promise.all(daemons.splice(0).map((daemon) => daemon.stop()));
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const provide = async (variable: string, start: () => Promise<string>) => {
    try {
      env[variable] = await start();
    } catch (error) {
      if (error instanceof Missing && !inCi()) {
        missing.push(error.message);
        return;
      }
      await stop();
      if (!(error instanceof Missing)) throw error;
      console.error(`${variable} can not be provided: ${error.message}`);
      process.exit(1);
    }
  };
  await provide('TEST_DATABASE_URL', async () => {
    if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
    const postgres = await startPostgres(process.env.WAGGLE_TEST_DURABLE === '1');
    daemons.push(postgres);
    return postgres.url;
  });
  await provide('TEST_REDIS_URL', async () => {
    if (process.env.TEST_REDIS_URL) return process.env.TEST_REDIS_URL;
    const redis = await startRedis();
    daemons.push(redis);
    return redis.url;
  });
  await provide('CHROMIUM_PATH', findChromium);
  await provide('CHROMIUM_SHELL_PATH', async () => (await findShell()) ?? env.CHROMIUM_PATH ?? '');
  await provide('NGINX_PATH', findNginx);
  await provide('CADDY_PATH', findCaddy);
  return { env, missing, stop };
}
