import * as z from 'zod/mini';
import { Chat, ChatSetting, Floor, Member, MessageMark, Receipt } from './chat.ts';
import { Agent, User } from './contact.ts';
import { Counter, Id } from './ids.ts';
import { Message } from './message.ts';
import { Preferences } from './preferences.ts';
import { Run } from './run.ts';

/** Most rows a chat answers with before it says `limited`. */
export const SYNC_ROWS = 500;

/** Messages in one page of history. */
export const PAGE = 50;

export const Workspace = z.object({
  name: z.string(),
  openSignUp: z.boolean(),
  /** Whether previews of linked pages are fetched at all. */
  linkPreviews: z.boolean(),
  /** Whether what models are sent and answer is kept with traces; absent where an older server says nothing of it. */
  tracePrompts: z.optional(z.boolean()),
  /** Largest file, in bytes. */
  fileLimit: z.int(),
  version: z.int(),
});
export type Workspace = z.infer<typeof Workspace>;

/** Everything the signed-in person's client knows about the workspace; sent whole when its version differs. */
export const WorkspaceState = z.object({
  workspace: Workspace,
  users: z.array(User),
  agents: z.array(Agent),
});
export type WorkspaceState = z.infer<typeof WorkspaceState>;

/** The person's own state, sent when its version differs: whole, of the marks those that changed since the known one. */
export const UserState = z.object({
  version: z.int(),
  settings: z.array(ChatSetting),
  marks: z.array(MessageMark),
  preferences: Preferences,
  /** All that the person made, what they were chosen for, and whose looks they alone know; of others WorkspaceState tells. */
  agents: z.array(Agent),
});
export type UserState = z.infer<typeof UserState>;

/**
 * One chat's rows with `since < version ≤ upTo`. `limited`: there was more than SYNC_ROWS (or the client knew nothing),
 * so `messages` holds only the last page, members and chat are whole, and whatever the client has of messages before
 * the page is no longer gapless: it keeps a hole.
 */
export const ChatSync = z.object({
  chatId: Id,
  upTo: z.int(),
  limited: z.boolean(),
  lastSeq: z.int(),
  chat: z.optional(Chat),
  members: z.array(Member),
  messages: z.array(Message),
  runs: z.array(Run),
  /** Everybody's in chats of up to RECEIPT_NAMES people; above that only one's own. */
  receipts: z.array(Receipt),
  /** Only in chats of more people than that. */
  floor: z.optional(Floor),
  people: z.int(),
});
export type ChatSync = z.infer<typeof ChatSync>;

export const SyncInput = z.object({
  /** Versions the client has; 0 for nothing. */
  workspace: Counter,
  user: Counter,
  chats: z.record(Id, Counter),
});
export type SyncInput = z.infer<typeof SyncInput>;

export const SyncOutput = z.object({
  now: z.int(),
  workspace: z.optional(WorkspaceState),
  user: z.optional(UserState),
  chats: z.array(ChatSync),
  /** Chats the client named that the person is no longer a member of. */
  gone: z.array(Id),
  online: z.array(Id),
});
export type SyncOutput = z.infer<typeof SyncOutput>;
