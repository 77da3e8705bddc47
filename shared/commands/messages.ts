import * as z from 'zod/mini';
import { ChatChange } from '../chat.ts';
import { Id } from '../ids.ts';
import { MessageText } from '../message.ts';

/** What people may do with messages. */
export const messageCommands = {
  /** Answers with the whole change: the message, its run and the placeholders of the agents already known. */
  'message:send': {
    input: z.object({
      id: Id,
      chatId: Id,
      text: MessageText,
      replyTo: z.optional(Id),
    }),
    output: ChatChange,
  },
} as const;
