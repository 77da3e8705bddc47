import * as z from 'zod/mini';
import { ContactId } from '../ids.ts';
import { WinRate } from '../winRate.ts';
import { Nothing } from './common.ts';

/** What the router has learned of the agents, for admins. */
export const rateCommands = {
  /** `expected` is what counts where nothing is known. */
  'rates:list': { input: Nothing, output: z.object({ rates: z.array(WinRate), expected: z.number() }) },
  /** Forgets what was learned of one agent until now, or of all with null. */
  'rates:reset': {
    input: z.object({ agentId: z.nullable(ContactId) }),
    output: Nothing,
  },
} as const;
