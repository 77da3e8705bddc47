import { z } from 'zod';

/**
 * What the engine needs to know to start: where the database is, and whether a commit waits for the disk, so that it
 * survives a loss of power and not only the end of the process.
 */
export const EngineSettings = z.object({ folder: z.string(), durable: z.boolean() });
export type EngineSettings = z.infer<typeof EngineSettings>;

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What is asked of the engine. */
export const EngineRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('execute'), unit: Bytes }),
  z.object({ kind: z.literal('close') }),
]);
export type EngineRequest = z.infer<typeof EngineRequest>;

/**
 * What the engine says: that it is `ready` (with its answer to a start-up packet), the `answer` to a unit, or that it
 * is `broken` and ends, with an SQLSTATE and words.
 */
export const EngineAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), bytes: Bytes }),
  z.object({ kind: z.literal('answer'), bytes: Bytes }),
  z.object({ kind: z.literal('broken'), code: z.string(), message: z.string() }),
]);
export type EngineAnswer = z.infer<typeof EngineAnswer>;
