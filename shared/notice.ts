import * as z from 'zod/mini';
import { FileKind } from './attachment.ts';
import { Id } from './ids.ts';
import { PushLocale } from './push.ts';

/** Why somebody is told of something. `answer`: an agent has done what they asked for; `asks`: it waits for their yes. */
export const Occasion = z.enum(['message', 'mention', 'reply', 'answer', 'asks', 'added']);
export type Occasion = z.infer<typeof Occasion>;

/** What a message is where its text does not say it. */
export const NoticeKind = z.enum([...FileKind.options, 'poll', 'appointment', 'chart', 'failed', 'asks']);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** One message of a notification: a plain line, who wrote it, and what came with it. */
export const NoticeItem = z.object({
  id: z.string(),
  from: z.string(),
  text: z.string(),
  kind: z.optional(NoticeKind),
});
export type NoticeItem = z.infer<typeof NoticeItem>;

/** What is pushed to a browser, encrypted for it alone; its worker makes the notification of it. */
export const PushNotice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notice'),
    locale: PushLocale,
    chatId: Id,
    /** Absent where nothing of what was written may be said. */
    said: z.optional(
      z.object({
        /** The chat's name, or whom a direct chat is with. */
        title: z.string(),
        direct: z.boolean(),
        /** The newest last. */
        items: z.array(NoticeItem),
      }),
    ),
    occasion: Occasion,
    /** Messages of this chat the person has not seen. */
    count: z.int(),
    /** Up to which the notification goes. */
    seq: z.int(),
    /** Whether it may make a sound again although one of this chat is shown. */
    alert: z.boolean(),
    /** Unread messages of all chats, for the app's badge. */
    unread: z.int(),
    /** Chats that were read meanwhile: what is shown of them goes. */
    cleared: z.array(Id),
    at: z.int(),
  }),
  z.object({ kind: z.literal('clear'), chatIds: z.array(Id), unread: z.int() }),
  /** Most of a limit is spent that the person may raise; the sums, in millionths of a dollar, where they may be said. */
  z.object({
    kind: z.literal('limit'),
    locale: PushLocale,
    of: z.enum(['workspace', 'user', 'chat', 'agent']),
    window: z.enum(['day', 'month']),
    sums: z.optional(z.object({ spentMicros: z.number(), limitMicros: z.number() })),
  }),
]);
export type PushNotice = z.infer<typeof PushNotice>;
export type Notice = Extract<PushNotice, { kind: 'notice' }>;

export type LimitNotice = Extract<PushNotice, { kind: 'limit' }>;

/** How many messages a notification shows. */
export const NOTICE_ITEMS = 4;
