import fs from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unpackTemplate } from '../testing/templates.ts';
import { createDatabase } from './createDatabase.ts';

describe('createDatabase', { timeout: 60_000 }, () => {
  let base: string;
  let folder: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'waggle-create-'));
    folder = join(base, 'database');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
    await rm(base, { recursive: true, force: true });
  });

  async function create(durable: boolean): Promise<PGlite> {
    const created = await createDatabase({ folder, durable });
    if (!created.ok) throw new Error(created.error.message);
    return created.database;
  }

  /** How often the disk was waited for while `work` ran. */
  async function synchronisations(work: () => Promise<unknown>): Promise<number> {
    const spy = vi.spyOn(fs, 'fsyncSync');
    syncBuiltinESMExports();
    const before = spy.mock.calls.length;
    await work();
    return spy.mock.calls.length - before;
  }

  it('waits for the disk with each commit where that is asked for, and only there', async () => {
    await unpackTemplate(base);
    const careful = await create(true);
    await careful.exec('CREATE TABLE kept (id int)');
    expect(await synchronisations(() => careful.exec('INSERT INTO kept VALUES (1)'))).toBeGreaterThan(0);
    await expect(careful.exec('CHECKPOINT')).resolves.toBeDefined();
    await careful.close();

    const careless = await create(false);
    expect(await synchronisations(() => careless.exec('INSERT INTO kept VALUES (2)'))).toBe(0);
    expect((await careless.query('SELECT id FROM kept')).rows).toEqual([{ id: 1 }, { id: 2 }]);
    await careless.close();
  });

  it('makes anew what was cut short while it was made', async () => {
    await mkdir(`${folder}.new`);
    await writeFile(join(`${folder}.new`, 'PG_VERSION'), '18\n');
    const database = await create(false);
    expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await database.close();
    expect(await readdir(base)).toEqual(['database']);
  });

  it('says what is wrong with a folder of another version', async () => {
    await unpackTemplate(base);
    await writeFile(join(folder, 'PG_VERSION'), '17\n');
    const created = await createDatabase({ folder, durable: false });
    expect(created).toMatchObject({ ok: false, error: { message: expect.stringContaining('version 17') as string } });
  });
});
