import { makeReset, resetPath } from './auth/resets.ts';
import type { Database } from './store/database.ts';
import { userByEmail } from './store/users.ts';

/** There is nobody with this e-mail address. */
export class NobodyThere extends Error {
  override readonly name = 'NobodyThere';
}

type Parts = { database: Pick<Database, 'prisma' | 'transaction'>; origin: string };

/** A link with which the person of this e-mail address sets a new password; throws NobodyThere. */
export async function makeResetLink(email: string, { database, origin }: Parts): Promise<string> {
  const user = await userByEmail(database.prisma, email);
  if (user === null) throw new NobodyThere(`There is no account with the email ${email}.`);
  return origin + resetPath(await makeReset(database, user.id));
}
