import { Buffer } from 'node:buffer';
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderInUse, takeDataFolder } from '../dataFolder.ts';
import { openPool } from '../openPool.ts';
import { socketPath, takeSocket } from '../socketLock.ts';
import type { GuardedPool } from '../pool.ts';
import { openEmbeddedTestPool, recordingLogger, type TestPool } from '../testing/poolForms.ts';
import { unpackTemplate } from '../testing/templates.ts';
import { openEmbedded } from './openEmbedded.ts';

const writer = fileURLToPath(new URL('./testing/writer.ts', import.meta.url));
const filler = fileURLToPath(new URL('./testing/filler.ts', import.meta.url));

describe('the embedded database', { timeout: 60_000 }, () => {
  let store: TestPool;
  let pool: GuardedPool;
  beforeAll(async () => {
    store = await openEmbeddedTestPool();
    pool = store.pool;
  });
  afterAll(() => store.close());

  it('leaves the event loop alone while a statement takes long', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    await pool.query(`SELECT count(md5(g::text)) FROM generate_series(1, 1500000) g`);
    clearInterval(timer);
    // In the same thread there would be none.
    expect(ticks).toBeGreaterThan(10);
  });

  it('keeps prepared statements of the same name apart', async () => {
    const [one, two] = [await pool.connect(), await pool.connect()];
    const ask = (client: pg.PoolClient, text: string) => client.query({ name: 'same', text, values: [20] });
    for (let round = 0; round < 2; round++) {
      expect((await ask(one, 'SELECT $1::int + 1 AS n')).rows).toEqual([{ n: 21 }]);
      expect((await ask(two, 'SELECT $1::int + 2 AS n')).rows).toEqual([{ n: 22 }]);
    }
    one.release(true);
    expect((await ask(two, 'SELECT $1::int + 2 AS n')).rows).toEqual([{ n: 22 }]);
    two.release(true);
    await expect
      .poll(() => pool.query('SELECT count(*)::int AS n FROM pg_prepared_statements'), { timeout: 10_000 })
      .toMatchObject({ rows: [{ n: 0 }] });
  });

  it('holds back the others while rows are fetched in portions', async () => {
    const client = await pool.connect();
    const portions = client.query({ text: 'SELECT generate_series(1, 10) AS n', rows: 3 } as pg.QueryConfig);
    const between = pool.query('SELECT 1 AS one');
    expect((await portions).rows).toHaveLength(10);
    expect((await between).rows).toEqual([{ one: 1 }]);
    client.release();
  });

  it('tells each listener what it listens to, and nobody else', async () => {
    const [one, two, three] = [await pool.connect(), await pool.connect(), await pool.connect()];
    const heard: string[] = [];
    for (const [name, client] of Object.entries({ one, two, three })) {
      client.on('notification', ({ channel, payload }) => heard.push(`${name} ${channel} ${payload ?? ''}`));
    }
    await one.query('LISTEN news');
    await two.query('LISTEN NEWS');
    await two.query('LISTEN "Other"');
    await pool.query(`SELECT pg_notify('news', 'first')`);
    await three.query('BEGIN');
    await three.query(`NOTIFY "Other", 'second'`);
    expect(heard).toEqual(['one news first', 'two news first']);
    await three.query('COMMIT');
    await one.query('UNLISTEN news');
    await pool.query(`SELECT pg_notify('news', 'third')`);
    const gone = once(two, 'end');
    two.release(true);
    await gone;
    await pool.query(`SELECT pg_notify('news', 'fourth')`);
    expect(heard).toEqual(['one news first', 'two news first', 'two Other second', 'two news third']);
    one.release();
    three.release();
  });

  it('refuses COPY FROM STDIN and goes on', async () => {
    await pool.query('CREATE TABLE copied (id int)');
    const refusal = { code: '57014', message: expect.stringContaining('not offered') as string };
    await expect(pool.query('COPY copied FROM STDIN')).rejects.toMatchObject(refusal);
    const prepared = { text: 'COPY copied FROM STDIN', queryMode: 'extended' };
    await expect(pool.query(prepared)).rejects.toMatchObject(refusal);
    expect((await pool.query('SELECT * FROM copied')).rows).toEqual([]);
  });

  it('survives its engine: who was connected is told, and what was committed is there', async () => {
    await pool.query('CREATE TABLE before (id int)');
    await pool.query('INSERT INTO before VALUES (1)');
    const [broken, amid] = [await pool.connect(), await pool.connect()];
    // A message that no version of the protocol knows ends a server's session, and the engine has but one.
    broken.connection.stream.write(Buffer.from([33, 0, 0, 0, 4]));
    const first = broken.query('SELECT $1::int', [1]);
    const second = amid.query('INSERT INTO before VALUES (2)');
    await expect(first).rejects.toMatchObject({ code: '08P01' });
    await expect(second).rejects.toMatchObject({ code: '57P02' });
    broken.release(true);
    amid.release(true);
    expect((await pool.query('SELECT * FROM before')).rows).toEqual([{ id: 1 }]);
    expect(store.warnings.map(({ message }) => message)).toContain(
      'the embedded database stopped; it starts again with the next statement',
    );
  });

  it('turns too deep a statement into an error', async () => {
    const deep = `SELECT ${'1+'.repeat(20_000)}1`;
    await expect(pool.query(deep)).rejects.toMatchObject({ code: '54001' });
  });
});

describe('the limits of the embedded database', { timeout: 60_000 }, () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waggle-limits-'));
    await unpackTemplate(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('reports a slow statement, and cuts off who leaves a transaction idle', async () => {
    const { logger, warnings } = recordingLogger();
    const { pool, close } = openEmbedded(folder, logger, { slowStatement: 100, idleInTransaction: 200 });
    await pool.query('CREATE TABLE idle (id int)');
    await pool.query(`SELECT count(md5(g::text || 'secret')) FROM generate_series(1, 500000) g`);
    expect(warnings.map(({ message }) => message)).toContain('a statement is taking long');
    expect(JSON.stringify(warnings)).not.toContain('secret');

    const client = await pool.connect();
    const lost = once(client, 'error');
    await client.query('BEGIN');
    await client.query('INSERT INTO idle VALUES (1)');
    const others = pool.query('SELECT * FROM idle');
    expect(await lost).toMatchObject([{ code: '25P03' }]);
    expect((await others).rows).toEqual([]);
    client.release(true);
    await close();
  });

  it('starts when the engine of a server that was killed has let go', async () => {
    const before = createServer();
    expect(await takeSocket(before, await socketPath(folder, 'engine'))).toBe(true);
    const { pool, close } = openEmbedded(folder, recordingLogger().logger);
    let opened = false;
    const asked = pool.query('SELECT 1').then(() => {
      opened = true;
    });
    await once(before, 'connection');
    await once(before, 'connection');
    expect(opened).toBe(false);
    before.close();
    await asked;
    await close();
  });

  it('outlives its engine’s process, however that ends', async () => {
    const { logger, warnings } = recordingLogger();
    const { pool, close } = openEmbedded(folder, logger);
    await pool.query('CREATE TABLE kept (id int)');
    await pool.query('INSERT INTO kept VALUES (1)');
    const amid = pool.query('SELECT count(md5(g::text)) FROM generate_series(1, 5000000) g');
    const engines = execFileSync('pgrep', ['-f', join(folder, 'database')], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(engines).toHaveLength(1);
    process.kill(Number(engines[0]), 'SIGTRAP');
    await expect(amid).rejects.toMatchObject({ code: '57P02' });
    expect(warnings).toMatchObject([{ details: { err: { message: 'the embedded database stopped: SIGTRAP' } } }]);
    expect((await pool.query('SELECT * FROM kept')).rows).toEqual([{ id: 1 }]);
    await close();
  });

  it('says why it cannot start', async () => {
    const broken = join(folder, 'broken');
    const dataFolder = await takeDataFolder(broken);
    await writeFile(join(broken, 'database'), 'not a database');
    const opening = openPool({ dataFolder, logger: recordingLogger().logger });
    await expect(opening).rejects.toMatchObject({ name: 'StoreUnavailable', code: 'broken' });
    await expect(opening).rejects.toThrow(broken);
    await dataFolder.release();
  });

  it('fails the write for which there is no room, and goes on', async () => {
    // A limit on the size of files (20 MB; its unit is 512 bytes) stands for a full disk, which takes privileges to make.
    const child = spawn('sh', ['-c', 'ulimit -f 40960 && exec "$0" "$@"', process.execPath, filler, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    const { written, told, rows, warnings } = JSON.parse(said) as Record<string, unknown>;
    expect(written).toBeGreaterThan(0);
    expect(told).toMatchObject({ message: expect.stringContaining('could not extend file') as string });
    expect(rows).toEqual([{ filling: written, small: 1 }]);
    expect(warnings).toEqual([]);
  });
});

describe('a data folder whose process is killed', () => {
  const rounds = process.env.WAGGLE_TEST_FULL ? 20 : 2;

  it('holds every acknowledged row, and is free for the next', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waggle-killed-'));
    await unpackTemplate(folder);
    for (let round = 0; round < rounds; round++) {
      const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      const acknowledged = acknowledgedBy(child);
      await expect.poll(() => acknowledged().length, { timeout: 30_000 }).toBeGreaterThan(50);
      await expect(takeDataFolder(folder)).rejects.toBeInstanceOf(DataFolderInUse);
      child.kill('SIGKILL');
      await once(child, 'close');

      const dataFolder = await takeDataFolder(folder);
      const { pool, close } = await openPool({ dataFolder, logger: recordingLogger().logger });
      const { rows } = await pool.query<{ id: number }>('SELECT id FROM written ORDER BY id');
      const stored = new Set(rows.map(({ id }) => id));
      expect(acknowledged().filter((id) => !stored.has(id))).toEqual([]);
      // At most the one whose acknowledgement was cut off is there as well.
      expect(stored.size).toBe(Math.max(...stored));
      await close();
      await dataFolder.release();
    }
    await rm(folder, { recursive: true, force: true });
  });
});

/** The numbers a writer has printed so far, whole lines only. */
function acknowledgedBy(child: ChildProcessByStdio<null, Readable, null>): () => number[] {
  let printed = '';
  child.stdout.on('data', (text: Buffer) => {
    printed += text.toString();
  });
  return () => printed.split('\n').slice(0, -1).map(Number);
}
