import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { barePoolForms, type TestPool } from './testing/poolForms.ts';

describe.each(barePoolForms)('migrate, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let store: TestPool;
    let folder: string;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'waggle-migrations-'));
      await store.pool.query('DROP TABLE IF EXISTS _prisma_migrations, first, second, third CASCADE');
      return () => rm(folder, { recursive: true, force: true });
    });

    async function bring(name: string, sql: string): Promise<void> {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, 'migration.sql'), sql);
    }

    it('applies each once, in order, and records them as Prisma does', async () => {
      await bring('1_first', `CREATE TABLE first (id int PRIMARY KEY);\nCREATE INDEX ON first (id);\n`);
      await bring('2_second', 'CREATE TABLE second (id int REFERENCES first);');
      expect(await migrate(store.pool, folder)).toEqual(['1_first', '2_second']);
      expect(await migrate(store.pool, folder)).toEqual([]);
      await bring('3_third', 'CREATE TABLE third ();');
      expect(await migrate(store.pool, folder)).toEqual(['3_third']);
      const { rows } = await store.pool.query(
        `SELECT migration_name, length(id) AS id, length(checksum) AS checksum, applied_steps_count, rolled_back_at, logs,
           finished_at >= started_at AS finished FROM _prisma_migrations ORDER BY migration_name`,
      );
      const record = { id: 36, checksum: 64, applied_steps_count: 1, rolled_back_at: null, logs: null, finished: true };
      expect(rows).toEqual(['1_first', '2_second', '3_third'].map((name) => ({ migration_name: name, ...record })));
    });

    it('applies each once when several start at the same time', async () => {
      await bring('1_first', 'CREATE TABLE first (id int);');
      const applied = await Promise.all([1, 2, 3].map(() => migrate(store.pool, folder)));
      expect(applied.flat()).toEqual(['1_first']);
    });

    it('leaves nothing of one that fails, and keeps those before it', async () => {
      await bring('1_first', 'CREATE TABLE first (id int);');
      await bring('2_second', 'CREATE TABLE second (id int); INSERT INTO nowhere VALUES (1);');
      await expect(migrate(store.pool, folder)).rejects.toMatchObject({ code: 'failed', migration: '2_second' });
      const { rows } = await store.pool.query(`SELECT to_regclass('first') AS first, to_regclass('second') AS second`);
      expect(rows).toEqual([{ first: 'first', second: null }]);
      await bring('2_second', 'CREATE TABLE second (id int);');
      expect(await migrate(store.pool, folder)).toEqual(['2_second']);
    });

    it('refuses a changed, an unfinished and an unknown migration', async () => {
      await bring('1_first', 'CREATE TABLE first (id int);');
      await migrate(store.pool, folder);
      await bring('1_first', 'CREATE TABLE first (id bigint);');
      await expect(migrate(store.pool, folder)).rejects.toMatchObject({ code: 'changed', migration: '1_first' });
      await bring('1_first', 'CREATE TABLE first (id int);');
      await store.pool.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', '2_second')`,
      );
      await expect(migrate(store.pool, folder)).rejects.toMatchObject({ code: 'unknown', migration: '2_second' });
      await bring('2_second', 'CREATE TABLE second ();');
      await expect(migrate(store.pool, folder)).rejects.toMatchObject({ code: 'unfinished', migration: '2_second' });
      await store.pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'`);
      expect(await migrate(store.pool, folder)).toEqual(['2_second']);
    });

    it('says where it found no migrations', async () => {
      const missing = join(folder, 'missing');
      await expect(migrate(store.pool, missing)).rejects.toMatchObject({ code: 'missing', migration: missing });
    });

    it('brings an empty database to the schema of the code', async () => {
      expect((await migrate(store.pool)).length).toBeGreaterThan(0);
      expect(await migrate(store.pool)).toEqual([]);
    });
  });
});
