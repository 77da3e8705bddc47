import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { freshDatabase } from '../store/testing/freshDatabase.ts';
import { templateDatabase, unpackTemplate } from '../store/testing/templates.ts';

/** Settings, as the environment would give them, of a Waggle with nothing in it yet. */
export type Ground = { env: Record<string, string>; clear(): Promise<void> };

/** What a whole server can stand on. `missing` says why it cannot be tried here. */
export type AppForm = { name: string; missing?: string; prepare(): Promise<Ground> };

const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env;

export const embedded: AppForm = {
  name: 'embedded',
  async prepare() {
    const folder = await mkdtemp(join(tmpdir(), 'waggle-app-'));
    await unpackTemplate(folder);
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
    const fresh = await freshDatabase(databaseUrl ?? '', templateDatabase());
    return {
      env: { WAGGLE_DATA_DIR: folder, DATABASE_URL: fresh.url, REDIS_URL: redisUrl ?? '' },
      async clear() {
        await fresh.drop();
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
