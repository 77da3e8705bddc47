import * as z from 'zod/mini';
import { Nothing } from './common.ts';

/** What may be asked of models on machines of the owner. */
export const localModelCommands = {
  /** What a chat that keeps to them can have now: answers, and voice notes written down. */
  'model:local': { input: Nothing, output: z.object({ answers: z.boolean(), transcribes: z.boolean() }) },
} as const;
