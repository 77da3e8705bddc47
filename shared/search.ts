import * as z from 'zod/mini';
import { ContactId, Counter, Id } from './ids.ts';
import { SenderKind } from './message.ts';
import { clean } from './text.ts';

/** Longest text that is searched for. */
export const SEARCH_LENGTH = 200;

/** What a message has: a file, a link, a block of code. */
export const SearchHas = z.enum(['file', 'link', 'code']);
export type SearchHas = z.infer<typeof SearchHas>;

/**
 * GET /api/search: messages of the chats one is a member of. In one chat the newest first, older ones `before` a seq; in
 * all of them the best first, the next ones by `offset`. Times are milliseconds since 1970, `to` is excluded.
 */
export const SearchQuery = z.object({
  text: z._default(z.string().check(clean, z.trim(), z.maxLength(SEARCH_LENGTH)), ''),
  chatId: z.optional(Id),
  senderId: z.optional(ContactId),
  from: z.optional(z.int()),
  to: z.optional(z.int()),
  has: z.optional(SearchHas),
  before: z.optional(Counter),
  offset: z.optional(Counter),
  limit: z.int().check(z.minimum(1), z.maximum(100)),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** What is found within a text: from and to (excluded), in UTF-16 units. */
export const Mark = z.tuple([z.int(), z.int()]);
export type Mark = z.infer<typeof Mark>;

/** A message that was found, with as much of it as shows why. */
export const SearchHit = z.object({
  messageId: Id,
  chatId: Id,
  seq: z.int(),
  senderId: ContactId,
  senderKind: SenderKind,
  createdAt: z.int(),
  /** The part of the message in which the first mark stands; of what goes with it where its text has none. */
  excerpt: z.string(),
  /** In the excerpt. */
  marks: z.array(Mark),
  /** Whether the text goes on before and after the excerpt. */
  cutBefore: z.boolean(),
  cutAfter: z.boolean(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchPage = z.object({
  hits: z.array(SearchHit),
  more: z.boolean(),
  /** Nearly nothing was written so: words that differ by one letter were taken too. */
  forgiving: z.boolean(),
  /** Not everything was looked through: it would have taken too long. */
  partial: z.boolean(),
});
export type SearchPage = z.infer<typeof SearchPage>;
