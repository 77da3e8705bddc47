import type { ChatKind, ChatSetting } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import { otherContact, streaming, unread, unreadMention } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';
import type { WorkspaceState } from '../../shared/sync.ts';
import type { ClientState, Outgoing } from '../state.ts';
import { type ContactView, contactIn, selectContacts, selectMe } from './contacts.ts';
import { keepFields, keepList, memoByKey } from './memo.ts';
import { selectChat, selectMarks, selectSetting } from './overlay.ts';
import { type Tick, tickOf } from './ticks.ts';

/** What the list shows of a chat. */
export type ChatRow = {
  chatId: string;
  kind: ChatKind;
  /** Name of the other contact in direct chats. */
  title: string;
  /** Whom a direct chat is with; null for groups and projects. */
  contact: ContactView | null;
  last: LastLine | null;
  /** When something last happened, by which the list is sorted. */
  at: number;
  unread: number;
  /** One of the unread ones mentions me or everyone. */
  mentioned: boolean;
  draft: string;
  /** Silent until then. */
  mutedUntil: number | null;
  pinned: boolean;
  archived: boolean;
  /** To be come back to, although everything in it was seen. */
  markedUnread: boolean;
  /** Ids of people typing and of agents writing or about to. */
  typing: readonly string[];
  working: readonly string[];
};

export type LastLine =
  | { kind: 'message'; message: Message; own: boolean; sender: ContactView; tick: Tick | null }
  | { kind: 'outgoing'; outgoing: Outgoing };

type Inputs = readonly [
  chat: ChatState,
  setting: ChatSetting | undefined,
  outbox: readonly Outgoing[] | undefined,
  typing: readonly string[] | undefined,
  workspace: WorkspaceState | null,
  me: string,
  newest: Message | null,
];

const rowOf = memoByKey<Inputs, ChatRow>(([chat, setting, outbox, typing, workspace, me, newest], previous) => {
  const contacts = selectContacts({ workspace });
  const other = otherContact(chat, me);
  const contact = other && contactIn(contacts, other.contactId);
  const outgoing = outbox?.at(-1);
  const last: LastLine | null = outgoing
    ? { kind: 'outgoing', outgoing }
    : newest && lastLine(chat, newest, contacts, me);
  const row: ChatRow = {
    chatId: chat.chat.id,
    kind: chat.chat.kind,
    title: chat.chat.kind === 'direct' ? (contact?.name ?? '') : chat.chat.title,
    contact,
    last: last && previous?.last ? keepFields<LastLine>(previous.last, last) : last,
    at:
      last === null ? chat.chat.createdAt : last.kind === 'message' ? last.message.createdAt : last.outgoing.createdAt,
    unread: unread(chat, me),
    mentioned: unreadMention(chat, me),
    draft: setting?.draft ?? '',
    mutedUntil: setting?.mutedUntil ?? null,
    pinned: setting?.pinnedAt != null,
    archived: setting?.archived ?? false,
    markedUnread: setting?.markedUnread ?? false,
    typing: keepList(previous?.typing, typing ?? []),
    working: keepList(previous?.working, [...new Set(streaming(chat).map((message) => message.senderId))]),
  };
  return keepFields(previous, row);
});

const FIELDS = ['chats', 'settings', 'outbox', 'typing', 'workspace', 'actions', 'marks', 'session'] as const;

const rowsOf = memoByKey<readonly [state: ClientState, ...unknown[]], readonly ChatRow[]>(([state], previous) =>
  keepList(
    previous,
    Object.keys(state.chats)
      .flatMap((chatId) => (isDeleted(state, chatId) ? [] : (selectChatRow(state, chatId) ?? [])))
      .filter(isListed)
      .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at || (a.chatId < b.chatId ? 1 : -1)),
  ),
);

let seen: ClientState | undefined;

/** The chats of the list, the pinned and then the newest first, archived ones too; the same list and the same rows as long as nothing in them changed. */
export function selectChatRows(state: ClientState): readonly ChatRow[] {
  // Most changes of the store are streamed text, which the list does not show.
  if (!seen || FIELDS.some((field) => seen?.[field] !== state[field])) seen = state;
  return rowsOf('', [seen]);
}

/** One chat's row; undefined when it is not in the list. */
export function selectChatRow(state: ClientState, chatId: string): ChatRow | undefined {
  const chat = selectChat(state, chatId);
  const setting = selectSetting(state, chatId);
  if (!chat || setting?.member === false) return undefined;
  const inputs = [chat, setting, state.outbox[chatId], state.typing[chatId], state.workspace] as const;
  const newest = lastShown(chat, selectMarks(state), setting?.clearedSeq ?? 0);
  return rowOf(chatId, [...inputs, selectMe(state), newest]);
}

/** Unread messages of the chats that may be heard, for the badge of the app. */
export function selectUnreadTotal(state: ClientState): number {
  const now = Date.now();
  return selectChatRows(state).reduce((sum, row) => sum + (row.archived || isMuted(row, now) ? 0 : row.unread), 0);
}

export function isMuted({ mutedUntil }: Pick<ChatRow, 'mutedUntil'>, now: number): boolean {
  return mutedUntil !== null && mutedUntil > now;
}

/** Nothing is to be found in a chat in which an agent is tried, or with one that was deleted before it wrote. */
function isListed({ contact, last }: ChatRow): boolean {
  const own = contact?.kind === 'agent' ? contact.agent.own : undefined;
  return own === undefined || (own.trial === undefined && !(own.archived && last === null));
}

/** Whether the person deleted the chat for themselves and nothing has come since. */
function isDeleted(state: ClientState, chatId: string): boolean {
  const setting = selectSetting(state, chatId);
  const chat = state.chats[chatId];
  if (!setting || !chat || setting.clearedSeq === 0 || setting.draft !== '') return false;
  return chat.lastSeq <= setting.clearedSeq && (state.outbox[chatId]?.length ?? 0) === 0;
}

/** The newest message the person still sees. */
function lastShown(chat: ChatState, marks: ClientState['marks'], clearedSeq: number): Message | null {
  for (let at = chat.order.length - 1; at >= 0; at--) {
    const message = chat.messages[chat.order[at] ?? ''];
    if (message && message.seq <= clearedSeq) return null;
    if (message && marks[message.id]?.hidden !== true) return message;
  }
  return null;
}

function lastLine(chat: ChatState, message: Message, contacts: ReadonlyMap<string, ContactView>, me: string): LastLine {
  const own = message.senderId === me;
  const sender = contactIn(contacts, message.senderId);
  return { kind: 'message', message, own, sender, tick: own ? tickOf(chat, message) : null };
}
