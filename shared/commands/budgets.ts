import * as z from 'zod/mini';
import { BudgetRules, BudgetScope, BudgetState, BudgetWindow, SpendingRow } from '../budget.ts';
import { Id } from '../ids.ts';
import { Nothing, Version } from './common.ts';

/** What people may ask of money. */
export const budgetCommands = {
  /** Of a chat, to its members; without one all of them to admins, and to others what limits them. */
  'budget:list': {
    input: z.object({ chatId: z.optional(Id) }),
    output: z.object({ budgets: z.array(BudgetState), rules: BudgetRules }),
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
  'budget:rules': { input: BudgetRules, output: Nothing },
  /** Which kinds of budgets are in the way of going on with an answer, and whether who asks may raise them all. */
  'answer:budgets': {
    input: z.object({ chatId: Id, messageId: Id }),
    output: z.object({
      blocking: z.array(z.enum(['workspace', 'user', 'chat', 'agent', 'run'])),
      mayRaise: z.boolean(),
    }),
  },
  /** Raises by so much what is in the way of an answer, and goes on with it. */
  'answer:raise': {
    input: z.object({ chatId: Id, messageId: Id, byMicros: z.int().check(z.positive(), z.maximum(1_000_000_000)) }),
    output: Version,
  },
  /** Of all chats to admins; to others of those they are in and of what they asked for. */
  'spending:read': {
    input: z.object({ days: z.int().check(z.minimum(1), z.maximum(366)) }),
    output: z.object({ rows: z.array(SpendingRow) }),
  },
} as const;
