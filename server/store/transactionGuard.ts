import type { PrismaClient } from './generated/client.ts';
import { insideTransaction, outsideTransaction, PoolInsideTransaction } from './pool.ts';

/** What Prisma tells a query's hook about the transaction the query belongs to, beside its published parameters. */
type Internals = { __internalParams?: { transaction?: unknown } };

/**
 * Lets the pool's guard see through Prisma, which gathers look-ups by key from everywhere and asks for them all in the
 * name of whoever came first: what is asked past an open transaction is refused here, and what is asked within one
 * goes on without its mark, so that a stranger's look-up gathered with it is not refused.
 */
export function guardTransactions(prisma: PrismaClient): PrismaClient {
  const guarded = prisma.$extends({
    query: {
      async $allOperations({ args, query, ...rest }) {
        const { __internalParams: internals } = rest as Internals;
        if (insideTransaction() && internals?.transaction === undefined) throw new PoolInsideTransaction();
        return outsideTransaction(async (): Promise<unknown> => query(args));
      },
    },
  });
  // A hook on queries changes none of the client's methods.
  return guarded as unknown as PrismaClient;
}
