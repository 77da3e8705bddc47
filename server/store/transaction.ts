import type { Prisma, PrismaClient } from './generated/client.ts';
import { inTransaction } from './pool.ts';
import { retrySerialisation } from './retry.ts';

/** The only way to the database inside a transaction. */
export type Tx = Prisma.TransactionClient;

/** How long a transaction may wait for a connection and may take, before it is given up. */
const LIMITS = { maxWait: 10_000, timeout: 15_000 };

/**
 * Runs `work` as one transaction; whatever it throws rolls everything back. It is run again when the database gave it up
 * for another one, so apart from the database it must have no effects.
 */
export function transaction<T>(prisma: PrismaClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retrySerialisation(() => inTransaction(() => prisma.$transaction(work, LIMITS)));
}
