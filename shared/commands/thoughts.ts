import * as z from 'zod/mini';
import { Id } from '../ids.ts';
import { Delta } from '../message.ts';
import { Nothing } from './common.ts';

const Answer = z.object({ chatId: Id, messageId: Id });

/** What may be asked of what models tell of their thinking: only by people, and gone with the answer. */
export const thoughtCommands = {
  /** All that is kept of it for an answer that ended. */
  'thought:read': { input: Answer, output: z.object({ text: z.string() }) },
  /** All so far, of which this socket gets what comes from now on; `delta` is absent where nobody thinks. */
  'thought:watch': { input: Answer, output: z.object({ delta: z.optional(Delta) }) },
  'thought:leave': { input: Answer, output: Nothing },
} as const;
