import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { barePoolForms, type TestPool } from './testing/poolForms.ts';
import { schemaScript } from './testing/schemaScript.ts';

/** Everything there is in one schema of a database, a line each: columns, indexes, constraints. */
async function contentsOf(pool: Pool, schema: string): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', table_name, column_name, data_type, datetime_precision, udt_name, is_nullable, column_default)
              as line
       from information_schema.columns where table_schema = $1 and table_name <> '_prisma_migrations'
     union all
     select indexdef from pg_indexes where schemaname = $1 and tablename <> '_prisma_migrations'
     union all
     select concat_ws(' ', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
       from pg_constraint c join pg_namespace n on n.oid = c.connamespace
       where n.nspname = $1 and c.conrelid::regclass::text not like '%_prisma_migrations'`,
    [schema],
  );
  // How an index is kept is nothing that Prisma's schema can say.
  return rows.map(({ line }) => line.replaceAll(`${schema}.`, '').replace(' WITH (fastupdate=off)', '')).sort();
}

async function runIn(pool: Pool, schema: string, script: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`create schema ${schema}; set local search_path to ${schema}`);
    await client.query(script);
    await client.query('commit');
  } finally {
    client.release();
  }
}

describe.each(barePoolForms)('the migrations, $name', ({ missing, open }) => {
  let store: TestPool | undefined;
  beforeAll(async () => {
    if (missing !== undefined) return;
    store = await open();
    await migrate(store.pool);
    await runIn(store.pool, 'wanted', await schemaScript(store.pool));
  });
  afterAll(() => store?.close());

  it.skipIf(missing !== undefined)('make what the schema says, no more and no less', async () => {
    const { pool } = store!;
    const wanted = await contentsOf(pool, 'wanted');
    expect(wanted.length).toBeGreaterThan(100);
    expect(await contentsOf(pool, 'public')).toEqual(wanted);
  });

  it.skipIf(missing !== undefined)('are seen to differ from it by one column, one null, one index', async () => {
    const { pool } = store!;
    const before = await contentsOf(pool, 'public');
    await pool.query('alter table "user" drop column "image"');
    await pool.query('alter table "invite" alter column "chatId" set not null');
    await pool.query('drop index "run_requestId_idx"');
    const after = await contentsOf(pool, 'public');
    const lost = before.filter((line) => !after.includes(line));
    expect(lost.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual(
      expect.arrayContaining(['invite chatId text', 'user image text', 'CREATE INDEX "run_requestId_idx"']),
    );
  });
});
