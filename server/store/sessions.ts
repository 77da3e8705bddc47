import type { Tx } from './transaction.ts';

type Reader = Pick<Tx, 'session'>;

/** Ends the sessions of a person, all or all but one; returns the ids of those that have ended. */
export async function endSessionsOf(tx: Tx, userId: string, exceptId?: string): Promise<string[]> {
  const others = exceptId === undefined ? {} : { id: { not: exceptId } };
  const rows = await tx.session.findMany({ where: { userId, ...others }, select: { id: true } });
  const ids = rows.map((row) => row.id);
  await tx.session.deleteMany({ where: { id: { in: ids } } });
  return ids;
}

/** Those of the sessions that are not, or no longer, valid. */
export async function endedAmong(reader: Reader, ids: readonly string[]): Promise<string[]> {
  const valid = await reader.session.findMany({
    where: { id: { in: [...ids] }, expiresAt: { gt: new Date() } },
    select: { id: true },
  });
  const left = new Set(ids);
  for (const row of valid) left.delete(row.id);
  return [...left];
}
