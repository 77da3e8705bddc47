import * as z from 'zod/mini';
import { Tier } from './contact.ts';

/** A model that can be asked now. */
export const OfferedModel = z.object({
  name: z.templateLiteral([z.string(), '/', z.string()]),
  /** What its provider is called. */
  provider: z.string(),
  /** Null where nobody described it. */
  tier: z.nullable(Tier),
  /** What is sent to it stays with its owner. */
  local: z.boolean(),
  /** US dollars per million tokens of a short prompt; null where it is not known. */
  price: z.nullable(z.object({ input: z.number(), output: z.number() })),
});
export type OfferedModel = z.infer<typeof OfferedModel>;
