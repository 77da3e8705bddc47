import { newId } from '../../shared/ids.ts';
import type { Tx } from './transaction.ts';

/** What tells resets from anything else among the verifications. */
const KIND = 'password-reset:';

/** Keeps a reset for a person in place of any they had before. */
export async function putReset(tx: Tx, userId: string, tokenHash: string, expiresAt: Date): Promise<void> {
  await removeResets(tx, userId);
  await tx.verification.create({ data: { id: newId(), identifier: KIND + tokenHash, value: userId, expiresAt } });
}

/** Takes a reset out and says whose it was; undefined where there is none that is still valid. Nobody gets it twice. */
export async function takeReset(tx: Tx, tokenHash: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ value: string; expiresAt: Date }[]>`
    delete from verification where identifier = ${KIND + tokenHash} returning value, "expiresAt"`;
  const [row] = rows;
  return row !== undefined && row.expiresAt.getTime() > Date.now() ? row.value : undefined;
}

export async function removeResets(tx: Tx, userId: string): Promise<void> {
  await tx.verification.deleteMany({ where: { value: userId, identifier: { startsWith: KIND } } });
}
