import * as z from 'zod/mini';

/** Whose spending is limited. The workspace's id is `workspace`. */
export const BudgetScope = z.object({
  kind: z.enum(['workspace', 'user', 'chat', 'agent']),
  id: z.string().check(z.minLength(1), z.maxLength(64)),
});
export type BudgetScope = z.infer<typeof BudgetScope>;

/** By calendar day or month, in the workspace's time zone. */
export const BudgetWindow = z.enum(['day', 'month']);
export type BudgetWindow = z.infer<typeof BudgetWindow>;

/** The id of the workspace as a scope. */
export const WORKSPACE_SCOPE = 'workspace';

/** What holds for all budgets: whose days and months they have (IANA), and the most that one run may cost. */
export const BudgetRules = z.object({
  timeZone: z.string().check(z.minLength(1), z.maxLength(64)),
  runLimitMicros: z.nullable(z.int().check(z.nonnegative(), z.maximum(1_000_000_000_000))),
});
export type BudgetRules = z.infer<typeof BudgetRules>;

/** A limit and how it stands. Money is in millionths of a US dollar. */
export const BudgetState = z.object({
  scope: BudgetScope,
  window: BudgetWindow,
  limitMicros: z.int(),
  spentMicros: z.int(),
  /** Set aside for calls under way. */
  reservedMicros: z.int(),
  /** Most of it is spent: worth a word. */
  warned: z.boolean(),
  endsAt: z.int(),
});
export type BudgetState = z.infer<typeof BudgetState>;

/** What was spent on a day (`2026-11-21`, of the workspace's time zone) in a chat by an agent at a model. */
export const SpendingRow = z.object({
  day: z.string(),
  /** Empty for chats that are gone. */
  chatId: z.string(),
  agentId: z.string(),
  provider: z.string(),
  model: z.string(),
  answers: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
  /** Answers, or parts of them, of which nobody knows the cost; they are not in the sum. */
  unknown: z.int(),
});
export type SpendingRow = z.infer<typeof SpendingRow>;
