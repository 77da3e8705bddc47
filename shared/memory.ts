import * as z from 'zod/mini';

/** Why a summary is used no more: a message it tells of was edited or deleted, people wanted it so, or it is long replaced. */
export const MemoryStale = z.enum(['edited', 'deleted', 'forgotten', 'anew', 'old']);
export type MemoryStale = z.infer<typeof MemoryStale>;

/** A summary of a chat in place of the messages from one to another; `forgotten` is one that tells nothing, by wish. */
export const MemoryVersion = z.object({
  number: z.int(),
  kind: z.enum(['summary', 'forgotten']),
  fromSeq: z.int(),
  uptoSeq: z.int(),
  /** When the last of its messages was written; null where there is none any more. */
  uptoAt: z.nullable(z.int()),
  /** Empty once a message it told of is deleted. */
  text: z.string(),
  stale: z.nullable(MemoryStale),
  /** Of the messages it tells of. */
  characters: z.int(),
  /** Words from outside the chat stood in them. */
  outside: z.boolean(),
  /** Who made it; null where it was picked by rules. */
  model: z.nullable(z.string()),
  /** Millionths of a US dollar; null where nobody knows. */
  costMicros: z.nullable(z.number()),
  at: z.int(),
});
export type MemoryVersion = z.infer<typeof MemoryVersion>;
