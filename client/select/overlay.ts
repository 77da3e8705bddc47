import { type ChatSetting, type MessageMark, plainSetting } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import type { Message } from '../../shared/message.ts';
import { react } from '../../shared/reaction.ts';
import { answerAppointment, vote } from '../../shared/vote.ts';
import type { Action } from '../action.ts';
import type { ClientState } from '../state.ts';
import { memoByKey } from './memo.ts';

type Marks = ClientState['marks'];

const none: readonly Action[] = [];

const chatOf = memoByKey<readonly [chat: ChatState, actions: readonly Action[]], ChatState>(([chat, actions]) =>
  overlayChat(chat, actions),
);
const marksOf = memoByKey<readonly [marks: Marks, actions: ClientState['actions'], chats: ClientState['chats']], Marks>(
  ([marks, actions, chats]) => overlayMarks(marks, Object.values(actions).flat(), chats),
);
const settingOf = memoByKey<
  readonly [setting: ChatSetting | undefined, actions: readonly Action[]],
  ChatSetting | undefined
>(([setting, actions]) => overlaySetting(setting, actions));

/** A chat as the person sees it: what the server knows, with what they have done since. */
export function selectChat(state: ClientState, chatId: string): ChatState | undefined {
  const chat = state.chats[chatId];
  const actions = state.actions[chatId] ?? none;
  return chat && actions.length > 0 ? chatOf(chatId, [chat, actions]) : chat;
}

/** What the person starred or deleted for themselves, by message id. */
export function selectMarks(state: ClientState): Marks {
  const acts = Object.values(state.actions).some((actions) => actions.some(isMarking));
  return acts ? marksOf('', [state.marks, state.actions, state.chats]) : state.marks;
}

/** What the person keeps about a chat. */
export function selectSetting(state: ClientState, chatId: string): ChatSetting | undefined {
  const setting = state.settings[chatId];
  const actions = state.actions[chatId] ?? none;
  return actions.some(({ name }) => name === 'chat:set') ? settingOf(chatId, [setting, actions]) : setting;
}

/** The chat with these actions done to it; itself where they change nothing in it. */
export function overlayChat(chat: ChatState, actions: readonly Action[]): ChatState {
  let shown = chat;
  for (const action of actions) {
    if (action.name === 'chat:set' || isMarking(action)) continue;
    const { messageId } = action.input;
    const message = shown.messages[messageId];
    if (action.name === 'message:pin' || action.name === 'message:delete') shown = overlayPins(shown, action);
    if (!message || message.deletedAt !== null) continue;
    const changed = overlayMessage(message, action);
    if (changed !== message) shown = { ...shown, messages: { ...shown.messages, [messageId]: changed } };
  }
  return shown;
}

function overlayPins(chat: ChatState, action: Action): ChatState {
  if (action.name !== 'message:pin' && action.name !== 'message:delete') return chat;
  const { messageId } = action.input;
  const seq = chat.messages[messageId]?.seq;
  const isPinned = chat.chat.pins.some((pin) => pin.messageId === messageId);
  if (action.name === 'message:pin' && action.input.on) {
    if (isPinned || seq === undefined) return chat;
    const pins = [{ messageId, seq, by: action.by, at: action.at }, ...chat.chat.pins];
    return { ...chat, chat: { ...chat.chat, pins } };
  }
  if (!isPinned) return chat;
  const pins = chat.chat.pins.filter((pin) => pin.messageId !== messageId);
  return { ...chat, chat: { ...chat.chat, pins } };
}

function overlayMessage(message: Message, action: Action): Message {
  switch (action.name) {
    case 'message:react': {
      const before = message.reactions ?? [];
      const after = react(before, { ...action.input, contactId: action.by });
      if (after === 'full' || after === before) return message;
      return { ...message, reactions: after.length > 0 ? [...after] : undefined };
    }
    case 'message:edit':
      return message.text === action.input.text
        ? message
        : { ...message, text: action.input.text, editedAt: Math.max(message.editedAt ?? 0, action.at) };
    case 'message:delete':
      return tombstone(message, action.at);
    case 'message:vote': {
      const poll = message.poll && vote(message.poll, action.by, action.input.choices);
      return poll ? { ...message, poll } : message;
    }
    case 'poll:close':
      return message.poll && message.poll.closedAt === null
        ? { ...message, poll: { ...message.poll, closedAt: action.at } }
        : message;
    case 'appointment:answer': {
      const { appointment } = message;
      if (!appointment) return message;
      return { ...message, appointment: answerAppointment(appointment, action.by, action.input.answer) };
    }
    case 'appointment:cancel':
      return message.appointment ? { ...message, appointment: { ...message.appointment, cancelled: true } } : message;
    default:
      return message;
  }
}

/** What is left of a message that was deleted for everyone. */
function tombstone(message: Message, at: number): Message {
  const { attachments: _1, poll: _2, appointment: _3, preview: _4, reactions: _5, forwarded: _6, ...rest } = message;
  return { ...rest, text: '', mentions: [], deletedAt: at };
}

/** The marks with these actions done; a message that is not loaded is marked without its place. */
export function overlayMarks(marks: Marks, actions: readonly Action[], chats: ClientState['chats']): Marks {
  const shown = new Map(Object.entries(marks));
  for (const action of actions) {
    if (!isMarking(action)) continue;
    const { chatId } = action.input;
    const ids = action.name === 'message:star' ? [action.input.messageId] : action.input.messageIds;
    for (const messageId of ids) {
      const seq = chats[chatId]?.messages[messageId]?.seq ?? shown.get(messageId)?.seq ?? 0;
      const before = shown.get(messageId) ?? { messageId, chatId, seq, starredAt: null, hidden: false, version: 0 };
      const mark: MessageMark =
        action.name === 'message:star'
          ? { ...before, starredAt: action.input.on ? (before.starredAt ?? action.at) : null }
          : { ...before, hidden: action.input.hidden };
      shown.set(messageId, mark);
    }
  }
  return Object.fromEntries([...shown].filter(([, mark]) => mark.hidden || mark.starredAt !== null));
}

/** A chat's setting with these actions done. */
export function overlaySetting(setting: ChatSetting | undefined, actions: readonly Action[]): ChatSetting | undefined {
  let shown = setting;
  for (const action of actions) {
    if (action.name !== 'chat:set') continue;
    const { chatId, pinned, ...changed } = action.input;
    const before = shown ?? { chatId, ...plainSetting };
    const pinnedAt = pinned === undefined ? before.pinnedAt : pinned ? (before.pinnedAt ?? action.at) : null;
    shown = { ...before, ...changed, pinnedAt };
  }
  return shown;
}

function isMarking(action: Action): action is Extract<Action, { name: 'message:star' | 'message:hide' }> {
  return action.name === 'message:star' || action.name === 'message:hide';
}
