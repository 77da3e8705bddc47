import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Secret } from '../server/secret.ts';
import { createLog } from '../server/log.ts';
import { openStore, type Store } from '../server/openStore.ts';

/** On what Waggle runs. */
export type Form = { name: string; isEmbedded: boolean; prepare(): Promise<Ground> };

/** A data folder and a database that nobody has used yet. */
export type Ground = {
  /** Settings of a server that stands on it. */
  env: Record<string, string>;
  /** Opens the database from here; where it is embedded, no server may have it open. */
  open(): Promise<Store>;
  clear(): Promise<void>;
};

const databaseUrl = process.env.TEST_DATABASE_URL;
const redisUrl = process.env.TEST_REDIS_URL;

export const embedded: Form = { name: 'embedded', isEmbedded: true, prepare: () => prepare() };

/** The embedded form, and PostgreSQL with Redis where the tests' services are there. */
export const forms: readonly Form[] =
  databaseUrl === undefined || redisUrl === undefined
    ? [embedded]
    : [embedded, { name: 'PostgreSQL, Redis', isEmbedded: false, prepare: () => prepare({ databaseUrl, redisUrl }) }];

async function prepare(servers?: { databaseUrl: string; redisUrl: string }): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'waggle-bench-'));
  const name = `waggle_bench_${randomBytes(6).toString('hex')}`;
  let url: string | undefined;
  if (servers) {
    await administer(servers.databaseUrl, `CREATE DATABASE ${name}`);
    url = Object.assign(new URL(servers.databaseUrl), { pathname: `/${name}` }).href;
  }
  return {
    env: { WAGGLE_DATA_DIR: folder, ...(servers && url ? { DATABASE_URL: url, REDIS_URL: servers.redisUrl } : {}) },
    open: () =>
      openStore(
        {
          databaseUrl: url === undefined ? undefined : new Secret(url),
          dataDir: folder,
          secret: undefined,
          role: 'all',
        },
        createLog('error'),
      ),
    async clear() {
      if (servers) await administer(servers.databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
