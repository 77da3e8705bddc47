import * as z from 'zod/mini';
import { MemberRole } from '../chat.ts';
import { ContactId, Id } from '../ids.ts';
import { Nothing, Version } from './common.ts';

/** What may be asked of the members of chats. */
export const memberCommands = {
  'member:add': {
    input: z.object({ chatId: Id, contactIds: z.array(ContactId).check(z.minLength(1), z.maxLength(256)) }),
    output: Version,
  },
  'member:remove': { input: z.object({ chatId: Id, contactId: ContactId }), output: Version },
  'member:update': { input: z.object({ chatId: Id, contactId: ContactId, role: MemberRole }), output: Version },
  'member:leave': { input: z.object({ chatId: Id }), output: Nothing },
} as const;
