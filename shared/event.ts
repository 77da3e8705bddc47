import * as z from 'zod/mini';
import { BudgetState } from './budget.ts';
import { ChatChange, ChatSetting, Floor, MessageMark, Receipt } from './chat.ts';
import { Agent } from './contact.ts';
import { ContactId, Id } from './ids.ts';
import { Delta } from './message.ts';
import { Preferences } from './preferences.ts';
import { StepState, StepTool } from './run.ts';
import { WorkspaceState } from './sync.ts';

/** What the server tells, in the past tense. Durable ones carry a version: the next is applied, a gap is synced. */
export const events = {
  'chat:changed': ChatChange,
  'user:changed': z.object({
    version: z.int(),
    settings: z.optional(z.array(ChatSetting)),
    marks: z.optional(z.array(MessageMark)),
    preferences: z.optional(Preferences),
    /** As in UserState, whole. */
    agents: z.optional(z.array(Agent)),
  }),
  'workspace:changed': WorkspaceState,
  /** What has changed; see ChatSync for what comes in large chats. */
  'receipt:changed': z.object({ chatId: Id, receipts: z.array(Receipt), floor: z.optional(Floor) }),
  'typing:changed': z.object({ chatId: Id, contactId: ContactId, on: z.boolean() }),
  'presence:changed': z.object({ userId: Id, online: z.boolean() }),
  'message:delta': Delta,
  /** What a model tells of its thinking, to those who watch it. */
  'thought:delta': Delta,
  /** With `tool` where the state is `using` or `waiting`. */
  'step:changed': z.object({ chatId: Id, messageId: Id, state: StepState, tool: z.optional(StepTool) }),
  /** To those who may raise it, once for each limit and window. */
  'budget:warned': BudgetState,
  /** A connected server has other words ready than before: whoever looks at them asks anew. */
  'prompts:changed': z.object({}),
  /** Something may have been missed on its way between processes: sync. */
  'events:missed': z.object({}),
  'session:ended': z.object({}),
  'server:leaving': z.object({ afterMs: z.int() }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventData<N extends EventName> = z.infer<Events[N]>;
