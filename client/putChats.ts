import type { ChatSetting, MessageMark } from '../shared/chat.ts';
import type { ChatState } from '../shared/chatState.ts';
import { holdChat } from '../shared/chatStateHold.ts';
import { readSeq, unread } from '../shared/chatStateView.ts';
import { PAGE } from '../shared/sync.ts';
import { selectMe } from './select/contacts.ts';
import type { ClientState } from './state.ts';

/** So many messages of a chat are held, and so many more before those furthest from what is read are let go. */
export const HELD = 20 * PAGE;
export const SLACK = 4 * PAGE;
/** Held of a chat that was left. */
const HELD_ASIDE = 6 * PAGE;

/**
 * Everything that follows in the store from chats having changed: what is stored leaves the outbox, an answer's
 * streamed text goes in the same step in which its final text comes, and of a long thread what is far away is let go.
 */
export function putChats(state: ClientState, changed: readonly ChatState[]): Partial<ClientState> {
  const chats = { ...state.chats };
  for (const chat of changed) chats[chat.chat.id] = lighten(state, chat, HELD, SLACK);
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
      const sent = sendersAfter(chat, before.lastSeq);
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
  const tools = Object.entries(state.stepTools).filter(([id]) => !ended(id, -1));
  if (tools.length < Object.keys(state.stepTools).length) update.stepTools = Object.fromEntries(tools);
  return update;
}

/** The person leaves a chat: little of it stays, and it opens at its newest. */
export function leaveChat(state: ClientState, chatId: string): Pick<ClientState, 'chats' | 'anchors'> {
  const anchors = without(state.anchors, new Set([chatId]));
  const chat = state.chats[chatId];
  return {
    anchors,
    chats: chat ? { ...state.chats, [chatId]: lighten({ ...state, anchors }, chat, HELD_ASIDE) } : state.chats,
  };
}

/** While a page is on its way nothing is let go: it would be older than what changed meanwhile. */
function lighten(state: ClientState, chat: ChatState, most: number, slack = 0): ChatState {
  const chatId = chat.chat.id;
  if (chat.order.length <= most + slack || chatId in state.fetching) return chat;
  const replied = (state.outbox[chatId] ?? []).flatMap(({ replyTo }) => replyTo ?? []);
  const acted = (state.actions[chatId] ?? []).flatMap(({ input }) => ('messageId' in input ? input.messageId : []));
  const pinned = chat.chat.pins.map(({ messageId }) => messageId);
  return holdChat(chat, { most, at: state.anchors[chatId], ids: new Set([...replied, ...acted, ...pinned]) });
}

function sendersAfter(chat: ChatState, seq: number): ReadonlySet<string> {
  const senders = new Set<string>();
  for (let at = chat.order.length - 1; at >= 0; at--) {
    const message = chat.messages[chat.order[at] ?? ''];
    if (!message || message.seq <= seq) break;
    senders.add(message.senderId);
  }
  return senders;
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
