import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './pool.ts';
import { retrySerialisation } from './retry.ts';

export type Reader = Pick<PoolClient, 'query'>;

/** Runs `read` on one state of the whole database, however much is written meanwhile. */
export function readSnapshot<T>(pool: Pick<Pool, 'connect'>, read: (reader: Reader) => Promise<T>): Promise<T> {
  const attempt = async () => {
    const client = await pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const result = await read(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };
  return retrySerialisation(() => inTransaction(attempt));
}
