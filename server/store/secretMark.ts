import { createHash } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import type { PrismaClient } from './database.ts';

const IDENTIFIER = 'mark-of-the-secret';
const NEVER = new Date('9999-01-01T00:00:00Z');

/** What is kept of a secret, to know it again: the secret itself does not follow from it. */
function markOf(secret: string): string {
  return createHash('sha256').update(`mark ${secret}`).digest('hex');
}

/** Whether this database was last used with this secret, or never with one. */
export async function isKnownSecret({ verification }: PrismaClient, secret: string): Promise<boolean> {
  const row = await verification.findFirst({ where: { identifier: IDENTIFIER } });
  return row === null || row.value === markOf(secret);
}

/** Keeps in mind that this database is used with this secret. */
export async function rememberSecret({ verification }: PrismaClient, secret: string): Promise<void> {
  const value = markOf(secret);
  const { count } = await verification.updateMany({ where: { identifier: IDENTIFIER }, data: { value } });
  if (count === 0)
    await verification.create({ data: { id: newId(), identifier: IDENTIFIER, value, expiresAt: NEVER } });
}
