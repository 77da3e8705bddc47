import * as z from 'zod/mini';
import { ContactId, Id } from '../ids.ts';
import { Nothing, Version } from './common.ts';

/** What people may ask of answers and of the runs that make them. */
export const answerCommands = {
  'answer:stop': { input: z.object({ chatId: Id, messageId: Id }), output: Nothing },
  /** `again` writes the answer anew in the same bubble; `continue` goes on where a cut or stopped one ended. */
  'answer:retry': {
    input: z.object({ chatId: Id, messageId: Id, mode: z.enum(['again', 'continue']) }),
    output: Version,
  },
  /** Stops everything agents do in this chat. */
  'run:stop': { input: z.object({ chatId: Id }), output: Nothing },
  /** Lets these agents answer a request that was routed to others or to nobody. */
  'run:reroute': {
    input: z.object({ chatId: Id, requestId: Id, agentIds: z.array(ContactId).check(z.minLength(1), z.maxLength(50)) }),
    output: Version,
  },
} as const;
