import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { putReset } from '../store/resets.ts';
import { userById } from '../store/users.ts';
import { hashToken, newToken } from './token.ts';

const RESET_MS = 24 * 60 * 60 * 1000;

/** Makes the token of a link with which this person sets a new password within a day, in place of earlier ones. */
export async function makeReset(database: Pick<Database, 'transaction'>, userId: string): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + RESET_MS);
  await database.transaction(async (tx) => {
    if ((await userById(tx, userId)) === null) throw new Refusal('not-found', 'There is no such person.');
    await putReset(tx, userId, hashToken(token), expiresAt);
  });
  return token;
}

/** The path of the screen on which a reset's token is used. */
export function resetPath(token: string): string {
  return `/reset/${token}`;
}
