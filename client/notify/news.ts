import { plainSetting } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import { readSeq, streaming } from '../../shared/chatStateView.ts';
import { EVERYONE } from '../../shared/mention.ts';
import type { Message } from '../../shared/message.ts';
import { decide } from '../../shared/notify.ts';
import type { Occasion } from '../../shared/notice.ts';
import { selectMe } from '../select/contacts.ts';
import type { ClientState } from '../state.ts';

/** Something that somebody who looks elsewhere in the app may want to hear of. */
export type News = { chatId: string; message: Message; occasion: Occasion };

/** What comes later than this after it was written is caught up with, and no news. */
const NEW_MS = 30_000;

type Seen = Pick<ClientState, 'chats' | 'settings' | 'preferences' | 'session' | 'loaded' | 'openChatId'>;

/** What is new in the second state and worth a word by the person's settings; `visible`: they look at the page. */
export function newsBetween(before: Seen, now: Seen, { at, visible }: { at: number; visible: boolean }): News[] {
  if (before.chats === now.chats || !before.loaded) return [];
  const me = selectMe(now);
  return Object.entries(now.chats).flatMap(([chatId, chat]) => {
    const known = before.chats[chatId];
    if (known === undefined || known === chat || known.version === chat.version) return [];
    const setting = now.settings[chatId] ?? plainSetting;
    const shown = visible && now.openChatId === chatId;
    const read = readSeq(chat, me);
    return happened(known, chat, me).filter(({ message, occasion }) => {
      if (occasion !== 'answer' && at - message.createdAt > NEW_MS) return false;
      const { senderId, seq } = message;
      const { preferences } = now;
      return decide({ occasion, senderId, userId: me, seq, read, setting, preferences, shown, now: at }).push;
    });
  });
}

function happened(before: ChatState, now: ChatState, me: string): News[] {
  const chatId = now.chat.id;
  const news: News[] = [];
  for (let i = now.order.length - 1; i >= 0; i--) {
    const message = now.messages[now.order[i] ?? ''];
    if (message === undefined || message.seq <= before.lastSeq) break;
    if (message.senderKind !== 'user' || message.deletedAt !== null) continue;
    news.unshift({ chatId, message, occasion: occasionOf(message, now, me) });
  }
  for (const { id } of streaming(before)) {
    const message = now.messages[id];
    if (!message || message.status === 'streaming' || message.status === 'stopped' || message.deletedAt !== null)
      continue;
    if (now.runs[message.runId ?? '']?.askedBy === me) news.push({ chatId, message, occasion: 'answer' });
  }
  return news;
}

function occasionOf({ mentions, replyTo }: Message, { messages }: ChatState, me: string): Occasion {
  if (mentions.includes(me) || mentions.includes(EVERYONE)) return 'mention';
  return replyTo !== null && messages[replyTo]?.senderId === me ? 'reply' : 'message';
}
