import { preferencesOf } from './preferences.ts';
import type { Tx } from './transaction.ts';

/** In whose name something is sent. */
export async function mailPerson(tx: Tx, userId: string): Promise<{ name: string; timeZone: string | undefined }> {
  const { name, preferences } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { name: true, preferences: true },
  });
  return { name, timeZone: preferencesOf(preferences).timeZone };
}
