import type { ChatSetting, MessageMark } from '../shared/chat.ts';
import type { ChatState } from '../shared/chatState.ts';
import { readSeq, unread } from '../shared/chatStateView.ts';
import { selectMe } from './select/contacts.ts';
import type { ClientState } from './state.ts';

/**
 * Everything that follows in the store from chats having changed: what is stored leaves the outbox, and an answer's
 * streamed text goes in the same step in which its final text comes.
 */
export function putChats(state: ClientState, changed: readonly ChatState[]): Partial<ClientState> {
  const chats = { ...state.chats };
  for (const chat of changed) chats[chat.chat.id] = chat;
  const update: Partial<ClientState> = { chats };

  for (const chat of changed) {
    const before = state.chats[chat.chat.id];
    if (before === chat) continue;
    const outgoing = state.outbox[chat.chat.id];
    if (outgoing?.some(({ id }) => chat.messages[id])) {
      const rest = outgoing.filter(({ id }) => !chat.messages[id]);
      update.outbox = { ...(update.outbox ?? state.outbox), [chat.chat.id]: rest };
    }
    const typing = state.typing[chat.chat.id];
    if (typing && before) {
      const sent = new Set(
        Object.values(chat.messages).flatMap(({ seq, senderId }) => (seq > before.lastSeq ? [senderId] : [])),
      );
      const rest = typing.filter((id) => !sent.has(id));
      if (rest.length < typing.length) update.typing = { ...(update.typing ?? state.typing), [chat.chat.id]: rest };
    }
    if (!before && chat.chat.id === state.openChatId) update.dividerSeq = dividerOf(chat, selectMe(state));
  }

  const ended = (id: string, epoch: number): boolean =>
    changed.some((chat) => {
      const message = chat.messages[id];
      return message !== undefined && message.status !== 'streaming' && message.epoch >= epoch;
    });
  const live = Object.entries(state.live).filter(([id, text]) => !ended(id, text.epoch));
  if (live.length < Object.keys(state.live).length) update.live = Object.fromEntries(live);
  const steps = Object.entries(state.steps).filter(([id]) => !ended(id, -1));
  if (steps.length < Object.keys(state.steps).length) update.steps = Object.fromEntries(steps);
  return update;
}

/** The person's own rows about chats; chats they no longer belong to go from everywhere. */
export function putSettings(state: ClientState, settings: readonly ChatSetting[]): Partial<ClientState> {
  const merged = { ...state.settings };
  for (const setting of settings) merged[setting.chatId] = setting;
  const left = settings.filter((setting) => !setting.member).map((setting) => setting.chatId);
  return { settings: merged, ...dropChats(state, left) };
}

/** What the person keeps about messages; a mark that says nothing goes. */
export function putMarks(state: ClientState, changed: readonly MessageMark[]): Pick<ClientState, 'marks'> {
  if (changed.length === 0) return { marks: state.marks };
  const marks = without(state.marks, new Set(changed.map((mark) => mark.messageId)));
  for (const mark of changed) if (mark.hidden || mark.starredAt !== null) marks[mark.messageId] = mark;
  return { marks };
}

export function dropChats(state: ClientState, chatIds: readonly string[]): Partial<ClientState> {
  const gone = new Set(chatIds);
  if (![state.chats, state.outbox, state.typing, state.anchors].some((kept) => chatIds.some((id) => id in kept))) {
    return {};
  }
  return {
    chats: without(state.chats, gone),
    outbox: without(state.outbox, gone),
    typing: without(state.typing, gone),
    anchors: without(state.anchors, gone),
  };
}

/** Where the unread divider stands when this chat is opened now; null where nothing is unread. */
export function dividerOf(chat: ChatState, me: string): number | null {
  return unread(chat, me) > 0 ? readSeq(chat, me) : null;
}

/** The record without these keys. */
export function without<T>(record: Readonly<Record<string, T>>, keys: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key)));
}
