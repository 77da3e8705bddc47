import { z } from 'zod';

/** How a process that will be killed is started. */
export const CrashSettings = z.object({
  dataDir: z.optional(z.string()),
  databaseUrl: z.optional(z.string()),
  /** Absent at the first start: then it makes a person and a chat, asks, and says who they are. */
  chat: z.optional(z.object({ userId: z.string(), chatId: z.string() })),
  ask: z.optional(z.string()),
  /** `queue`: what is committed is never enqueued; `end`: the engine is done, but its end is never recorded. */
  hang: z.optional(z.enum(['queue', 'end'])),
  /** The answer calls a tool before its first word. */
  calls: z.optional(z.boolean()),
  /** What a person adds to the answer as soon as its first word is shown; one more turn follows. */
  steer: z.optional(z.string()),
  /** The models that can be asked; one where it is not given. */
  listed: z.optional(z.array(z.string())),
  /** Once the answer is whole, it is asked for again, by this model. */
  again: z.optional(z.string()),
  words: z.int(),
  waitMs: z.int(),
});
export type CrashSettings = z.infer<typeof CrashSettings>;

/** What it says on its standard output. */
export const Said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('asked'), userId: z.string(), chatId: z.string(), answerIds: z.array(z.string()) }),
  z.object({ kind: z.literal('up') }),
  z.object({ kind: z.literal('run'), runId: z.string(), status: z.string() }),
  z.object({ kind: z.literal('called'), model: z.string(), soFar: z.string(), rounds: z.int(), added: z.string() }),
  z.object({ kind: z.literal('ran') }),
  z.object({ kind: z.literal('shown'), messageId: z.string(), epoch: z.int(), text: z.string() }),
  z.object({
    kind: z.literal('ended'),
    messageId: z.string(),
    epoch: z.int(),
    status: z.string(),
    text: z.string(),
    because: z.optional(z.string()),
  }),
]);
export type Said = z.infer<typeof Said>;
