import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GuardedPool, inTransaction, insideTransaction, outsideTransaction, PoolInsideTransaction } from './pool.ts';
import { readSnapshot } from './snapshot.ts';
import { poolForms, recordingLogger, type TestPool } from './testing/poolForms.ts';

const PID = 'SELECT pg_backend_pid() AS pid';

describe.each(poolForms)('the pool, $name', ({ name, missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    /** For what the embedded database does not have. */
    const onlyOnServer = (title: string, test: () => Promise<void>) => name !== 'embedded' && it(title, test);

    let store: TestPool;
    let pool: GuardedPool;
    beforeAll(async () => {
      store = await open();
      pool = store.pool;
    });
    afterAll(() => store.close());

    async function echo(type: string, value: unknown): Promise<unknown> {
      const { rows } = await pool.query<{ value: unknown }>(`SELECT $1::${type} AS value`, [value]);
      return rows[0]?.value;
    }

    async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
      const client = await pool.connect();
      try {
        return await work(client);
      } finally {
        client.release();
      }
    }

    it('says what it is', () => {
      expect(store.kind).toBe(name === 'embedded' ? 'embedded' : 'server');
      expect(Number.parseInt(store.version, 10)).toBeGreaterThanOrEqual(15);
      expect(pool).toBeInstanceOf(pg.Pool);
    });

    it.each([
      ['text', 'Grüße 🐝 \u0001 \\ \' "'],
      ['text', ''],
      ['text', null],
      ['int', 42],
      ['bigint', '9007199254740993'],
      ['numeric', '12345678901234567890.000000001'],
      ['float8', 0.1],
      ['boolean', false],
      ['text[]', ['a', null, 'b"c', '{},']],
      ['int[]', [1, 2, null]],
      ['bytea', Buffer.from([0, 1, 255, 128])],
      ['jsonb', { a: [1, null, { b: 'ü' }] }],
      ['uuid', '018f4d3e-7a1b-7c3d-8e4f-5a6b7c8d9e0f'],
    ])('keeps %s %j', async (type, value) => {
      expect(await echo(type, value)).toEqual(value);
    });

    it('reads anew what a connection had prepared before the columns of its table changed', async () => {
      await pool.query('CREATE TABLE growing (first int)');
      const read = () =>
        readSnapshot(pool, async (reader) => {
          const { fields } = await reader.query({ name: 'growing', text: 'SELECT * FROM growing' });
          return fields.map((field) => field.name);
        });
      expect(await read()).toEqual(['first']);
      await pool.query('ALTER TABLE growing ADD second int');
      expect(await read()).toEqual(['first', 'second']);
    });

    it('keeps moments, dates and JSON as pg does', async () => {
      const moment = new Date('2026-11-20T12:34:56.789Z');
      expect(await echo('timestamptz', moment)).toEqual(moment);
      expect(await echo('timestamp', '2026-11-20 12:34:56.789')).toEqual(new Date(2026, 10, 20, 12, 34, 56, 789));
      expect(await echo('date', '2026-11-20')).toEqual(new Date(2026, 10, 20));
      expect(await echo('json', '{"b": 1, "a": [true]}')).toEqual({ b: 1, a: [true] });
      expect(await echo('jsonb[]', ['{"a":1}', '{"b":2}'])).toEqual([{ a: 1 }, { b: 2 }]);
      const { rows } = await pool.query(`SELECT '2026-11-20T12:00:00+02'::timestamptz::text AS written`);
      expect(rows).toEqual([{ written: '2026-11-20 10:00:00+00' }]);
    });

    it('carries 5 MB of text and 2,000 parameters', async () => {
      const text = 'bee 🐝 '.repeat(600_000);
      expect(await echo('text', text)).toBe(text);
      const numbers = Array.from({ length: 2000 }, (_, index) => index);
      const list = numbers.map((index) => `$${index + 1}::int`).join('+');
      const { rows } = await pool.query(`SELECT ${list} AS sum`, numbers);
      expect(rows).toEqual([{ sum: (2000 * 1999) / 2 }]);
    });

    it('returns many rows, several results, fields and counts', async () => {
      const many = await pool.query({
        text: 'SELECT g, g::text AS t FROM generate_series(1, 20000) g',
        rowMode: 'array',
      });
      expect(many.rows).toHaveLength(20_000);
      expect(many.rows.at(-1)).toEqual([20_000, '20000']);
      expect(many.fields.map((field) => field.name)).toEqual(['g', 't']);
      const several = (await pool.query('SELECT 1 AS a; SELECT 2 AS b')) as unknown as { rows: object[] }[];
      expect(several.map(({ rows }) => rows)).toEqual([[{ a: 1 }], [{ b: 2 }]]);
      await pool.query('CREATE TABLE counted (id int)');
      expect((await pool.query('INSERT INTO counted SELECT generate_series(1, 3)')).rowCount).toBe(3);
      expect((await pool.query('')).rows).toEqual([]);
    });

    it('reports errors with their code, detail and constraint, and goes on', async () => {
      await pool.query('CREATE TABLE single (id int CONSTRAINT one_only PRIMARY KEY)');
      await pool.query('INSERT INTO single VALUES ($1)', [1]);
      await expect(pool.query('INSERT INTO single VALUES ($1)', [1])).rejects.toMatchObject({
        code: '23505',
        constraint: 'one_only',
        table: 'single',
        detail: 'Key (id)=(1) already exists.',
      });
      await expect(pool.query('SELEC 1')).rejects.toMatchObject({ code: '42601', position: '1' });
      await expect(pool.query('SELECT $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });

    it('lets nothing slip into thirty transactions at once', async () => {
      await pool.query('CREATE TABLE counter (n int NOT NULL)');
      await pool.query('INSERT INTO counter VALUES (0)');
      // The gate lets one transaction through at a time; a server needs the lock.
      const lock = name === 'embedded' ? '' : ' FOR UPDATE';
      const add = () =>
        inTransaction(() =>
          withClient(async (client) => {
            await client.query('BEGIN');
            const { rows } = await client.query<{ n: number }>(`SELECT n FROM counter${lock}`);
            await client.query('UPDATE counter SET n = -1');
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
            await client.query('UPDATE counter SET n = $1', [(rows[0]?.n ?? 0) + 1]);
            await client.query('COMMIT');
          }),
        );
      const seen: number[] = [];
      const look = async () => {
        const { rows } = await pool.query<{ n: number }>('SELECT n FROM counter');
        seen.push(...rows.map(({ n }) => n));
      };
      await Promise.all(Array.from({ length: 30 }, () => [add(), look(), look()]).flat());
      expect((await pool.query('SELECT n FROM counter')).rows).toEqual([{ n: 30 }]);
      expect(seen).toHaveLength(60);
      expect(seen.filter((n) => n < 0)).toEqual([]);
    });

    it('rolls back, also to a savepoint, and after an error', async () => {
      await pool.query('CREATE TABLE kept (id int PRIMARY KEY)');
      await withClient(async (client) => {
        await client.query('BEGIN');
        await client.query('INSERT INTO kept VALUES (1)');
        await client.query('ROLLBACK');
        await client.query('BEGIN');
        await client.query('INSERT INTO kept VALUES (2)');
        await client.query('SAVEPOINT here');
        await expect(client.query('INSERT INTO kept VALUES (2)')).rejects.toMatchObject({ code: '23505' });
        await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
        await client.query('ROLLBACK TO SAVEPOINT here');
        await client.query('COMMIT');
        await client.query('BEGIN');
        await client.query('INSERT INTO kept VALUES (3)');
        await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
        await client.query('ROLLBACK');
      });
      expect((await pool.query('SELECT id FROM kept')).rows).toEqual([{ id: 2 }]);
    });

    it('rolls back what a destroyed client has begun', async () => {
      await pool.query('CREATE TABLE begun (id int)');
      const idle = await pool.connect();
      await idle.query('BEGIN');
      await idle.query('INSERT INTO begun VALUES (1)');
      const waiting = pool.query('SELECT count(*)::int AS n FROM begun');
      idle.release(true);
      expect((await waiting).rows).toEqual([{ n: 0 }]);

      const busy = await pool.connect();
      await busy.query('BEGIN');
      const lost = busy.query('INSERT INTO begun SELECT generate_series(1, 200000)').catch((error: unknown) => error);
      busy.connection.stream.destroy();
      busy.release(true);
      expect(await lost).toBeInstanceOf(Error);
      expect((await pool.query('SELECT count(*)::int AS n FROM begun')).rows).toEqual([{ n: 0 }]);
    });

    onlyOnServer('survives connections that the server ends, idle or in use', async () => {
      const [idle, used] = [await pool.connect(), await pool.connect()];
      const pids = await Promise.all(
        [idle, used].map(async (client) => (await client.query<{ pid: number }>(PID)).rows[0]?.pid),
      );
      idle.release();
      await used.query('BEGIN');
      const ended = new Promise((resolve) => used.once('end', () => resolve(undefined)));
      await pool.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) pid WHERE pid <> pg_backend_pid()', [
        pids,
      ]);
      await ended;
      await expect(used.query('SELECT 1')).rejects.toThrow();
      used.release(true);
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });

    onlyOnServer('gives every connection its limits, its name and its zone', async () => {
      const { rows } = await pool.query(
        `SELECT current_setting('statement_timeout') AS statement, current_setting('TimeZone') AS zone,
           current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('application_name') AS name`,
      );
      expect(rows).toEqual([{ statement: '30s', zone: 'UTC', idle: '1min', name: 'waggle' }]);
    });

    it('closes a connection that is given back amid a transaction, and says so', async () => {
      await pool.query('CREATE TABLE forgotten (id int)');
      await withClient(async (client) => {
        await client.query('BEGIN');
        await client.query('INSERT INTO forgotten VALUES (1)');
      });
      expect((await pool.query('SELECT * FROM forgotten')).rows).toEqual([]);
      expect(store.warnings.map(({ message }) => message)).toContain(
        'a connection was given back amid a transaction and is closed',
      );
    });

    it('refuses to be used from within a transaction', async () => {
      await inTransaction(async () => {
        expect(insideTransaction()).toBe(true);
        await expect(pool.query('SELECT 1')).rejects.toBeInstanceOf(PoolInsideTransaction);
        await withClient(async (client) => {
          await client.query('BEGIN');
          await expect(pool.query('SELECT 1')).rejects.toBeInstanceOf(PoolInsideTransaction);
          await expect(pool.connect()).rejects.toBeInstanceOf(PoolInsideTransaction);
          await expect(inTransaction(async () => undefined)).rejects.toBeInstanceOf(PoolInsideTransaction);
          const { rows } = await client.query('SELECT 1 AS one');
          expect(rows).toEqual([{ one: 1 }]);
          await client.query('COMMIT');
        });
      });
      expect(insideTransaction()).toBe(false);
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });

    it('may be used by work that outlives its transaction, or steps out of it', async () => {
      const over = Promise.withResolvers<undefined>();
      let late: Promise<unknown> = Promise.resolve();
      const { rows } = await inTransaction(async () => {
        late = over.promise.then(() => pool.query('SELECT 1 AS one'));
        return outsideTransaction(() => pool.query('SELECT 2 AS two'));
      });
      over.resolve(undefined);
      expect(rows).toEqual([{ two: 2 }]);
      expect(await late).toMatchObject({ rows: [{ one: 1 }] });
    });

    it('reports a transaction that is held too long by its first statement, without values', async () => {
      const { logger, warnings } = recordingLogger();
      const watched = new GuardedPool({ ...pool.options }, logger, 50);
      const client = await watched.connect();
      await client.query('BEGIN');
      await client.query(`SELECT 'secret', $1::text, 12`, ['hidden']);
      await client.query('SELECT 2');
      await expect
        .poll(() => warnings, { timeout: 10_000 })
        .toEqual([
          {
            message: 'a transaction is held for too long',
            details: { statement: 'SELECT ?, $1::text, ?', heldMs: 50 },
          },
        ]);
      await client.query('COMMIT');
      client.release();
      await watched.end();
    });
  });
});
