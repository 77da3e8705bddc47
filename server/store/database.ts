import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import { type Tx, transaction } from './transaction.ts';
import { guardTransactions } from './transactionGuard.ts';

export type { PrismaClient } from './generated/client.ts';

/** The one way to the data: Prisma, and the pool under it for what Prisma can not say. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Runs `work` as one transaction; see `transaction`. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Puts Prisma on a pool that is open and migrated; closing it leaves the pool open. */
export function openDatabase(pool: pg.Pool): Database {
  const prisma = guardTransactions(new PrismaClient({ adapter: new PrismaPg(pool) }));
  return {
    prisma,
    pool,
    transaction: (work) => transaction(prisma, work),
    close: () => prisma.$disconnect(),
  };
}
