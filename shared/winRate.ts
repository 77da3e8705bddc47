import * as z from 'zod/mini';
import { Tier } from './contact.ts';

/** How often answers of an agent were good enough, by the kind of model and how hard requests were. */
export const WinRate = z.object({
  agentId: z.string(),
  tier: Tier,
  band: z.enum(['easy', 'middle', 'hard']),
  /** 0 to 1; what is expected while little is known. */
  rate: z.number(),
  /** How many answers it rests on. */
  answers: z.int(),
});
export type WinRate = z.infer<typeof WinRate>;
