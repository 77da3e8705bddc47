import * as z from 'zod/mini';
import { ContactId, Id } from './ids.ts';

/** Why these agents answer; `rerouted` and `retried` when a person asked for it afterwards. */
export const RouteReason = z.enum([
  'mentioned',
  'everyone',
  'reply',
  'direct',
  'always',
  'useful',
  'rerouted',
  'retried',
]);
export type RouteReason = z.infer<typeof RouteReason>;

/** `deciding` while the queen chooses; `queued` until a worker takes it. */
export const RunStatus = z.enum(['deciding', 'queued', 'running', 'done', 'failed', 'stopped']);
export type RunStatus = z.infer<typeof RunStatus>;

export const RunAnswer = z.object({ agentId: ContactId, messageId: Id });
export type RunAnswer = z.infer<typeof RunAnswer>;

/** What one request set off: who answers, why and for how much. */
export const Run = z.object({
  id: Id,
  chatId: Id,
  /** The message that asked. */
  requestId: Id,
  version: z.int(),
  status: RunStatus,
  reason: RouteReason,
  /** The queen's own words on why, when she decided; empty otherwise. */
  explanation: z.string(),
  askedBy: Id,
  answers: z.array(RunAnswer),
  costMicros: z.nullable(z.number()),
  createdAt: z.int(),
  finishedAt: z.nullable(z.int()),
});
export type Run = z.infer<typeof Run>;

/** What an agent does right now; passing, never stored with a version. `waiting` for a person to allow what it wants. */
export const StepState = z.enum(['accepted', 'reading', 'thinking', 'using', 'waiting', 'writing', 'done']);
export type StepState = z.infer<typeof StepState>;

/** What it uses right now: the card's key and tool, how far that is (0 to 1, null where it does not say) and at what. */
export const StepTool = z.object({
  key: z.string(),
  tool: z.string(),
  share: z.nullable(z.number()),
  what: z.string(),
});
export type StepTool = z.infer<typeof StepTool>;
