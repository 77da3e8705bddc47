import * as z from 'zod/mini';
import { BudgetScope, BudgetState, BudgetWindow, SpendingRow } from '../budget.ts';
import { Id } from '../ids.ts';
import { Nothing } from './common.ts';

/** What people may ask of money. */
export const budgetCommands = {
  /** Of a chat, to its members; without one all of them to admins, and to others what limits them. */
  'budget:list': {
    input: z.object({ chatId: z.optional(Id) }),
    output: z.object({ budgets: z.array(BudgetState) }),
  },
  /** Of a chat by its owners and admins, of everything else by admins of the workspace. Null takes the limit away. */
  'budget:set': {
    input: z.object({
      scope: BudgetScope,
      window: BudgetWindow,
      limitMicros: z.nullable(z.int().check(z.nonnegative(), z.maximum(1_000_000_000_000))),
    }),
    output: Nothing,
  },
  /** Of all chats to admins; to others of those they are in and of what they asked for. */
  'spending:read': {
    input: z.object({ days: z.int().check(z.minimum(1), z.maximum(366)) }),
    output: z.object({ rows: z.array(SpendingRow) }),
  },
} as const;
