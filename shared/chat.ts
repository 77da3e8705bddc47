import * as z from 'zod/mini';
import { ContactId, Id } from './ids.ts';
import { Message, SenderKind } from './message.ts';
import { Run } from './run.ts';
import { clean, cleanedName } from './text.ts';

export const ChatKind = z.enum(['direct', 'group', 'project']);
export type ChatKind = z.infer<typeof ChatKind>;

/** When agents answer without being addressed. */
export const Answers = z.enum(['mentioned', 'useful', 'always']);
export type Answers = z.infer<typeof Answers>;

export const ChatTitle = z.string().check(cleanedName, z.minLength(1), z.maxLength(100));
export const ChatGoal = z.string().check(clean, z.trim(), z.maxLength(500));
export const ChatInstructions = z.string().check(clean, z.trim(), z.maxLength(8000));

export const ChatDescription = z.string().check(clean, z.trim(), z.maxLength(500));

/** Who of a group may do something. */
export const Allowed = z.enum(['everyone', 'admins']);
export type Allowed = z.infer<typeof Allowed>;

export const Permissions = z.object({
  addMembers: Allowed,
  write: Allowed,
  /** Mention `@all`. */
  mentionAll: Allowed,
});
export type Permissions = z.infer<typeof Permissions>;

/** A message that everybody finds above the thread. */
export const Pin = z.object({ messageId: Id, seq: z.int(), by: ContactId, at: z.int() });
export type Pin = z.infer<typeof Pin>;

/** Most pins of a chat. */
export const PINS = 10;

export const Chat = z.object({
  id: Id,
  kind: ChatKind,
  /** Empty on direct chats: they are named after the other contact. */
  title: z.string(),
  goal: z.string(),
  instructions: z.string(),
  answers: Answers,
  description: z.string(),
  permissions: Permissions,
  /** Whether the server fetches previews of the pages that messages link to. */
  linkPreviews: z.boolean(),
  /** Whether what is written here goes to no model but those on machines of the owner. */
  localOnly: z.boolean(),
  /** The newest first. */
  pins: z.array(Pin),
  createdBy: Id,
  createdAt: z.int(),
  /** The chat's version at which these fields last changed. */
  version: z.int(),
});
export type Chat = z.infer<typeof Chat>;

export const MemberRole = z.enum(['owner', 'admin', 'member']);
export type MemberRole = z.infer<typeof MemberRole>;

export const Member = z.object({
  chatId: Id,
  contactId: ContactId,
  kind: SenderKind,
  role: MemberRole,
  joinedAt: z.int(),
  /** When they left or were removed; the row stays as a tombstone. */
  leftAt: z.nullable(z.int()),
  version: z.int(),
});
export type Member = z.infer<typeof Member>;

/** How far a person's devices have stored (delivered) and shown (read) a chat, as seq. Only ever grows. */
export const Receipt = z.object({ contactId: ContactId, delivered: z.int(), read: z.int() });
export type Receipt = z.infer<typeof Receipt>;

/** People up to whose number receipts name each; in larger chats only one's own and the lowest of all are told. */
export const RECEIPT_NAMES = 50;

/** How far the last of all people has come. */
export const Floor = z.object({ delivered: z.int(), read: z.int() });
export type Floor = z.infer<typeof Floor>;

/** A durable change of a chat: every row it touched, all stamped with `version`. */
export const ChatChange = z.object({
  chatId: Id,
  version: z.int(),
  chat: z.optional(Chat),
  members: z.optional(z.array(Member)),
  messages: z.optional(z.array(Message)),
  runs: z.optional(z.array(Run)),
});
export type ChatChange = z.infer<typeof ChatChange>;

/** What a person is notified of in a chat. */
export const Notify = z.enum(['all', 'mentions', 'none']);
export type Notify = z.infer<typeof Notify>;

/** `mutedUntil` of a chat that is muted until the person says otherwise. */
export const MUTED_ALWAYS = 253_402_300_799_999;

/** What one person keeps about one chat; follows them over their devices. */
export const ChatSetting = z.object({
  chatId: Id,
  /** False once they left or were removed: the chat goes from their list. */
  member: z.boolean(),
  draft: z.string(),
  /** Silent until then, in milliseconds since 1970; null when it is not muted. */
  mutedUntil: z.nullable(z.int()),
  notify: Notify,
  archived: z.boolean(),
  /** When it was pinned to the top of the list; null when it is not. */
  pinnedAt: z.nullable(z.int()),
  /** The person wants to come back to it, although everything in it was seen. */
  markedUnread: z.boolean(),
  /** They deleted the chat for themselves: it shows nothing up to this seq, and is in the list only with newer ones. */
  clearedSeq: z.int(),
});
export type ChatSetting = z.infer<typeof ChatSetting>;

/** What a setting is before anything was set. */
export const plainSetting: Omit<ChatSetting, 'chatId'> = {
  member: true,
  draft: '',
  mutedUntil: null,
  notify: 'all',
  archived: false,
  pinnedAt: null,
  markedUnread: false,
  clearedSeq: 0,
};

/** What one person keeps about one message. With neither set it is the tombstone of what was. */
export const MessageMark = z.object({
  messageId: Id,
  chatId: Id,
  seq: z.int(),
  /** When it was starred; null when it is not. */
  starredAt: z.nullable(z.int()),
  /** Deleted for this person alone. */
  hidden: z.boolean(),
  /** The person's version at which it last changed. */
  version: z.int(),
});
export type MessageMark = z.infer<typeof MessageMark>;
