import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { PoolInsideTransaction } from './pool.ts';
import { isConflict } from './retry.ts';
import { poolForms, type TestPool } from './testing/poolForms.ts';

describe.each(poolForms)('Prisma on the pool, $name', ({ name, missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    /** For what the embedded database does not have. */
    const onlyOnServer = (title: string, test: () => Promise<void>) => name !== 'embedded' && it(title, test);

    let store: TestPool;
    let database: Database;
    beforeAll(async () => {
      store = await open();
      await migrate(store.pool);
      database = openDatabase(store.pool);
      await database.prisma.workspace.create({ data: { id: 'counted', name: 'Counted' } });
    });
    afterAll(async () => {
      await database.close();
      await store.close();
    });

    it('keeps moments to the millisecond, whatever the zone', async () => {
      const createdAt = new Date('2026-07-01T12:34:56.789Z');
      await database.prisma.workspace.create({ data: { id: 'moment', name: 'Grüße 🐝', createdAt } });
      const where = { id: 'moment' };
      expect(await database.prisma.workspace.findUnique({ where })).toMatchObject({ createdAt, name: 'Grüße 🐝' });
      const { rows } = await store.pool.query('SELECT "createdAt" FROM workspace WHERE id = $1', ['moment']);
      expect(rows).toEqual([{ createdAt }]);
    });

    it('lets nothing slip into thirty transactions at once', async () => {
      const where = { id: 'counted' };
      const add = () =>
        database.transaction(async (tx) => {
          await tx.$queryRaw`SELECT id FROM workspace WHERE id = 'counted' FOR UPDATE`;
          const { version } = await tx.workspace.findUniqueOrThrow({ where });
          await tx.workspace.update({ where, data: { version: -1 } });
          await tx.workspace.update({ where, data: { version: version + 1 } });
        });
      const look = async () => (await database.prisma.workspace.findUniqueOrThrow({ where })).version;
      const seen = await Promise.all(Array.from({ length: 30 }, () => [add(), look(), look()]).flat());
      expect(seen.filter((version) => typeof version === 'number' && version < 0)).toEqual([]);
      expect(await look()).toBe(31);
    });

    it('refuses the client of the pool inside a transaction, and rolls back', async () => {
      const work = database.transaction(async (tx) => {
        await tx.workspace.create({ data: { id: 'inside', name: 'Inside' } });
        return database.prisma.workspace.findFirst({ where: { id: 'inside' } });
      });
      await expect(work).rejects.toBeInstanceOf(PoolInsideTransaction);
      const raw = database.transaction(async () => database.prisma.$queryRaw`SELECT 1`);
      await expect(raw).rejects.toBeInstanceOf(PoolInsideTransaction);
      const byPool = database.transaction(async () => store.pool.query('SELECT 1'));
      await expect(byPool).rejects.toBeInstanceOf(PoolInsideTransaction);
      expect(await database.prisma.workspace.findFirst({ where: { id: 'inside' } })).toBeNull();
    });

    it('does not take a query from outside for one from inside', async () => {
      const where = { id: 'counted' };
      // Prisma gathers what is looked up by its key in one tick, and asks in the name of whoever came first.
      const same = Promise.withResolvers<undefined>();
      const started = Promise.withResolvers<undefined>();
      const inside = database.transaction(async (tx) => {
        started.resolve(undefined);
        await same.promise;
        return tx.workspace.findUnique({ where });
      });
      await started.promise;
      const outside = same.promise.then(() => database.prisma.workspace.findUnique({ where }));
      same.resolve(undefined);
      expect(await outside).toMatchObject(where);
      expect(await inside).toMatchObject(where);
    });

    it('rolls back what throws', async () => {
      const work = database.transaction(async (tx) => {
        await tx.workspace.create({ data: { id: 'thrown', name: 'Thrown' } });
        throw new Error('on purpose');
      });
      await expect(work).rejects.toThrow('on purpose');
      expect(await database.prisma.workspace.findFirst({ where: { id: 'thrown' } })).toBeNull();
    });

    onlyOnServer('tells a conflict, and tries again', async () => {
      let tries = 0;
      const where = { id: 'counted' };
      await database.transaction(async (tx) => {
        await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`;
        const { version } = await tx.workspace.findUniqueOrThrow({ where });
        tries++;
        if (tries === 1) await raisedElsewhere();
        await tx.workspace.update({ where, data: { version: version + 1 } });
      });
      expect(tries).toBe(2);

      const raised = database.prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`;
        await tx.$queryRaw`SELECT version FROM workspace`;
        await raisedElsewhere();
        await tx.$executeRaw`UPDATE workspace SET version = version + 1`;
      });
      await expect(raised).rejects.toSatisfy(isConflict);

      async function raisedElsewhere(): Promise<void> {
        const { default: pg } = await import('pg');
        const client = new pg.Client({ ...store.pool.options });
        await client.connect();
        await client.query('UPDATE workspace SET version = version + 1');
        await client.end();
      }
    });
  });
});
