import * as z from 'zod/mini';
import { ContactName } from '../contact.ts';
import { Id } from '../ids.ts';
import { Nothing } from './common.ts';

/** What may be asked of accounts and of the workspace. */
export const peopleCommands = {
  'user:update': { input: z.object({ name: z.optional(ContactName) }), output: Nothing },
  /** Admins only: a link with which this person sets a new password; valid for a day, once. */
  'user:reset': { input: z.object({ userId: Id }), output: z.object({ url: z.string() }) },
  'workspace:update': {
    input: z.object({ name: z.optional(ContactName), openSignUp: z.optional(z.boolean()) }),
    output: Nothing,
  },
} as const;
