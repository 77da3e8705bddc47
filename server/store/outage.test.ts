import { afterAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { openDatabase } from './database.ts';
import { EngineStopped } from './embedded/engine.ts';
import { isOutage } from './outage.ts';

describe('an outage', () => {
  // Nothing listens on the port called discard.
  const pool = new pg.Pool({ host: '127.0.0.1', port: 9, user: 'nobody', database: 'nothing' });
  const database = openDatabase(pool);
  afterAll(async () => {
    await database.close();
    await pool.end();
  });

  it.each([
    ['a statement', () => pool.query('select 1')],
    ['Prisma', () => database.prisma.user.findMany()],
    ['a transaction', () => database.transaction((tx) => tx.user.findMany())],
  ])('is what %s meets where there is no database', async (_, ask) => {
    const error: unknown = await ask().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeDefined();
    expect(isOutage(error)).toBe(true);
  });

  it.each(['53100', '57P01', '57014', '08006', '58030', '53300', 'ECONNRESET', 'ENOSPC'])(
    'is what %s stands for',
    (code) => {
      expect(isOutage(Object.assign(new Error('no'), { code }))).toBe(true);
      expect(isOutage(new Error('outer', { cause: Object.assign(new Error('no'), { code }) }))).toBe(true);
    },
  );

  it('is what the embedded database’s end means', () => {
    expect(isOutage(new EngineStopped('gone'))).toBe(true);
  });

  it.each(['23505', '22P02', '42601', '40001', 'ENOENT', 'P2025'])('is not what %s stands for', (code) => {
    expect(isOutage(Object.assign(new Error('no'), { code }))).toBe(false);
  });

  it('is not any error', () => {
    for (const error of [new TypeError('x'), undefined, null, 'x', {}]) expect(isOutage(error)).toBe(false);
  });
});
