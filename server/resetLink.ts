import { z } from 'zod';
import { Email } from '../shared/http.ts';
import { makeReset, resetPath } from './auth/resets.ts';
import type { FolderHandler } from './store/folderSocket.ts';
import type { Database } from './store/database.ts';
import { userByEmail } from './store/users.ts';

/** What the command line asks of a process that is running. */
export const RESET_LINK = 'reset-link';

const Asked = z.object({ command: z.literal(RESET_LINK), email: Email });

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

/** Answers what other processes of this account ask over the data folder. */
export function answerFolder(parts: Parts): FolderHandler {
  return async (asked) => {
    const request = Asked.safeParse(asked);
    if (!request.success) throw new Error('There is no such command.');
    return { url: await makeResetLink(request.data.email, parts) };
  };
}
