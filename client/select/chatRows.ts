import type { ChatKind, ChatSetting } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import { lastMessage, otherContact, streaming, unread, unreadMention } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';
import type { WorkspaceState } from '../../shared/sync.ts';
import type { ClientState, Outgoing } from '../state.ts';
import { type ContactView, contactIn, selectContacts, selectMe } from './contacts.ts';
import { keepFields, keepList, memoByKey } from './memo.ts';
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
];

const rowOf = memoByKey<Inputs, ChatRow>(([chat, setting, outbox, typing, workspace, me], previous) => {
  const contacts = selectContacts({ workspace });
  const other = otherContact(chat, me);
  const contact = other && contactIn(contacts, other.contactId);
  const last = lastLine(chat, outbox, contacts, me);
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
    typing: keepList(previous?.typing, typing ?? []),
    working: keepList(previous?.working, [...new Set(streaming(chat).map((message) => message.senderId))]),
  };
  return keepFields(previous, row);
});

let rows: readonly ChatRow[] = [];

/** The chats of the list, newest first; the same list and the same rows as long as nothing in them changed. */
export function selectChatRows(state: ClientState): readonly ChatRow[] {
  const now = Object.keys(state.chats)
    .flatMap((chatId) => selectChatRow(state, chatId) ?? [])
    .sort((a, b) => b.at - a.at || (a.chatId < b.chatId ? 1 : -1));
  rows = keepList(rows, now);
  return rows;
}

/** One chat's row; undefined when it is not in the list. */
export function selectChatRow(state: ClientState, chatId: string): ChatRow | undefined {
  const chat = state.chats[chatId];
  const setting = state.settings[chatId];
  if (!chat || setting?.member === false) return undefined;
  return rowOf(chatId, [chat, setting, state.outbox[chatId], state.typing[chatId], state.workspace, selectMe(state)]);
}

/** Unread messages of all chats, for the badge of the app. */
export function selectUnreadTotal(state: ClientState): number {
  return selectChatRows(state).reduce((sum, row) => sum + row.unread, 0);
}

function lastLine(
  chat: ChatState,
  outbox: readonly Outgoing[] | undefined,
  contacts: ReadonlyMap<string, ContactView>,
  me: string,
): LastLine | null {
  const outgoing = outbox?.at(-1);
  if (outgoing) return { kind: 'outgoing', outgoing };
  const message = lastMessage(chat);
  if (!message) return null;
  const own = message.senderId === me;
  const sender = contactIn(contacts, message.senderId);
  return { kind: 'message', message, own, sender, tick: own ? tickOf(chat, message) : null };
}
