import * as z from 'zod/mini';
import { Chat, ChatSetting, Floor, Member, MessageMark, Receipt } from '../shared/chat.ts';
import { NewAppointment } from '../shared/appointment.ts';
import { Attachment } from '../shared/attachment.ts';
import { ContactId, Id } from '../shared/ids.ts';
import { Message } from '../shared/message.ts';
import { NewPoll } from '../shared/poll.ts';
import { Preferences } from '../shared/preferences.ts';
import { Failure } from '../shared/reply.ts';
import { Run } from '../shared/run.ts';
import { WorkspaceState } from '../shared/sync.ts';
import { Agent, User } from '../shared/contact.ts';

/** Raised when what is kept changes its shape: then everything but the outbox and the actions is thrown away. */
export const CACHE_VERSION = 4;

export const CachedChat = z.object({
  chat: Chat,
  version: z.int(),
  lastSeq: z.int(),
  members: z.record(ContactId, Member),
  messages: z.record(Id, Message),
  order: z.array(Id),
  stretches: z.array(z.object({ from: z.int(), to: z.int() })),
  runs: z.record(Id, Run),
  receipts: z.record(ContactId, Receipt),
  people: z.int(),
  floor: z.nullable(Floor),
});

/** The person's own state and the workspace; written together with the chats they belong to. */
export const CachedOwn = z.object({
  workspace: z.nullable(WorkspaceState),
  agents: z.object({ told: z.array(Agent), own: z.array(Agent) }),
  userVersion: z.int(),
  settings: z.record(Id, ChatSetting),
  marks: z.record(Id, MessageMark),
  preferences: Preferences,
});
export type CachedOwn = z.infer<typeof CachedOwn>;

export const CachedOutgoing = z.object({
  id: Id,
  chatId: Id,
  text: z.string(),
  replyTo: z.nullable(Id),
  createdAt: z.int(),
  forwarded: z.optional(z.literal(true)),
  poll: z.optional(NewPoll),
  appointment: z.optional(NewAppointment),
  attachments: z.optional(z.array(Attachment)),
  files: z.optional(z.array(Id)),
  status: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('refused'), failure: Failure }),
  ]),
});

/** A draft the server does not know yet. */
export const CachedDraft = z.object({ chatId: Id, text: z.string() });
export type CachedDraft = z.infer<typeof CachedDraft>;

export const CachedUser = z.extend(User, { email: z.string() });
