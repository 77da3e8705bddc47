import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe } from 'vitest';

/** Settings, as the environment would give them, of a Waggle with nothing in it yet. */
export type Ground = { env: Record<string, string>; clear(): Promise<void> };

/** What a whole server can stand on. `missing` says why it cannot be tried here. */
export type AppForm = { name: string; missing?: string; prepare(): Promise<Ground> };

const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env;

export const embedded: AppForm = {
  name: 'embedded',
  async prepare() {
    const folder = await mkdtemp(join(tmpdir(), 'waggle-app-'));
    return {
      env: { WAGGLE_DATA_DIR: folder },
      clear: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

/** A database of its own on the server of the tests, and their Redis. */
export const onServers: AppForm = {
  name: 'on PostgreSQL and Redis',
  ...(databaseUrl && redisUrl ? {} : { missing: 'skipped: TEST_DATABASE_URL and TEST_REDIS_URL are not both set' }),
  async prepare() {
    const folder = await mkdtemp(join(tmpdir(), 'waggle-app-'));
    const name = `waggle_${randomBytes(6).toString('hex')}`;
    await administer(`CREATE DATABASE ${name}`);
    const url = new URL(databaseUrl ?? '');
    url.pathname = `/${name}`;
    return {
      env: { WAGGLE_DATA_DIR: folder, DATABASE_URL: url.href, REDIS_URL: redisUrl ?? '' },
      async clear() {
        await administer(`DROP DATABASE ${name} WITH (FORCE)`);
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

/** Describes the same for every form a server can have, or for some of them. */
export function forEachStore(title: string, body: (form: AppForm) => void, forms = [embedded, onServers]): void {
  for (const form of forms) {
    const name = form.missing === undefined ? `${title}, ${form.name}` : `${title}, ${form.name} (${form.missing})`;
    describe.skipIf(form.missing !== undefined)(name, () => body(form));
  }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
