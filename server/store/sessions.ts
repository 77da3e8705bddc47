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

export type StoredSession = { id: string; userAgent: string | null; createdAt: Date; updatedAt: Date };

/** The valid sessions of a person, the one seen last first. */
export function sessionsOf(reader: Reader, userId: string): Promise<StoredSession[]> {
  return reader.session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    select: { id: true, userAgent: true, createdAt: true, updatedAt: true },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
}

/** Ends one of a person's sessions; false where they have none of this id. */
export async function endSessionOf(tx: Reader, userId: string, sessionId: string): Promise<boolean> {
  const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } });
  return count > 0;
}

/** Notes that these sessions are in use, unless that was noted since `before`. */
export async function touchSessions(reader: Reader, ids: readonly string[], before: Date): Promise<void> {
  const now = new Date();
  await reader.session.updateMany({
    where: { id: { in: [...ids] }, updatedAt: { lt: before } },
    data: { updatedAt: now },
  });
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
