import * as z from 'zod/mini';
import {
  Answers,
  ChatDescription,
  ChatGoal,
  ChatInstructions,
  ChatTitle,
  MUTED_ALWAYS,
  Notify,
  Permissions,
} from '../chat.ts';
import { ContactId, Counter, Id } from '../ids.ts';
import { Delta } from '../message.ts';
import { Nothing, Version } from './common.ts';

/** What may be asked of chats. */
export const chatCommands = {
  /** From now on this socket gets the chat's deltas; answers with the text of every answer being written. */
  'chat:open': { input: z.object({ chatId: Id }), output: z.object({ live: z.array(Delta) }) },
  'chat:close': { input: z.object({ chatId: Id }), output: Nothing },
  /** Asks for the text from `offset` on; `delta` is absent when nothing is being written there any more. */
  'delta:fetch': {
    input: z.object({ chatId: Id, messageId: Id, epoch: Counter, offset: Counter }),
    output: z.object({ delta: z.optional(Delta) }),
  },

  /** The direct chat with this contact; made if there is none. */
  'chat:direct': { input: z.object({ contactId: ContactId }), output: z.object({ chatId: Id }) },
  'chat:create': {
    input: z.object({
      id: Id,
      kind: z.enum(['group', 'project']),
      title: ChatTitle,
      goal: z.optional(ChatGoal),
      instructions: z.optional(ChatInstructions),
      answers: z.optional(Answers),
      contacts: z.array(ContactId).check(z.maxLength(256)),
    }),
    output: z.object({ chatId: Id }),
  },
  'chat:update': {
    input: z.object({
      chatId: Id,
      title: z.optional(ChatTitle),
      goal: z.optional(ChatGoal),
      instructions: z.optional(ChatInstructions),
      answers: z.optional(Answers),
      description: z.optional(ChatDescription),
      /** Those that are named change. */
      permissions: z.optional(z.partial(Permissions)),
      /** These two are all that a direct chat has; either of the two people may say. */
      linkPreviews: z.optional(z.boolean()),
      localOnly: z.optional(z.boolean()),
    }),
    output: Version,
  },
  /** What one keeps about a chat for oneself, see ChatSetting; answers with the person's version. */
  'chat:set': {
    input: z.object({
      chatId: Id,
      mutedUntil: z.optional(z.nullable(z.int().check(z.minimum(0), z.maximum(MUTED_ALWAYS)))),
      notify: z.optional(Notify),
      archived: z.optional(z.boolean()),
      pinned: z.optional(z.boolean()),
      markedUnread: z.optional(z.boolean()),
      /** Never falls, and never goes beyond the last message. */
      clearedSeq: z.optional(Counter),
    }),
    output: Version,
  },
} as const;
