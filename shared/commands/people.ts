import * as z from 'zod/mini';
import { ContactName, UserRole } from '../contact.ts';
import { ContactId, Id } from '../ids.ts';
import { Nothing, Version } from './common.ts';

/** Between which the largest size of a file may be set, in bytes. */
export const SMALLEST_LIMIT = 1024 * 1024;
export const LARGEST_LIMIT = 2 ** 31 - 1;

/** What may be asked of accounts and of the workspace. */
export const peopleCommands = {
  'user:update': { input: z.object({ name: z.optional(ContactName) }), output: Nothing },
  /** Admins only; the last admin stays one. */
  'user:role': { input: z.object({ userId: Id, role: UserRole }), output: Nothing },
  /** A person whose direct messages one does not want; agents are not blocked but left alone. */
  'contact:block': { input: z.object({ contactId: ContactId, on: z.boolean() }), output: Version },
  /** Admins only: a link with which this person sets a new password; valid for a day, once. */
  'user:reset': { input: z.object({ userId: Id }), output: z.object({ url: z.string() }) },
  'workspace:update': {
    input: z.object({
      name: z.optional(ContactName),
      openSignUp: z.optional(z.boolean()),
      linkPreviews: z.optional(z.boolean()),
      tracePrompts: z.optional(z.boolean()),
      fileLimit: z.optional(z.int().check(z.minimum(SMALLEST_LIMIT), z.maximum(LARGEST_LIMIT))),
    }),
    output: Nothing,
  },
} as const;
