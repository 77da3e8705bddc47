import type { Message } from '../../shared/message.ts';
import type { ClientState } from '../state.ts';
import { selectMe } from './contacts.ts';

/** What others have written, oldest first; the count has what is not loaded, too. */
export type Came = { messages: readonly Message[]; count: number };

type State = Pick<ClientState, 'chats' | 'preferences' | 'session'>;

/** What other people wrote in a chat between two states of it: after everything that the first one knew of. */
export function cameBetween(before: State, now: State, chatId: string): Came {
  const known = before.chats[chatId];
  const chat = now.chats[chatId];
  if (!known || !chat || chat.lastSeq <= known.lastSeq) return { messages: [], count: 0 };
  const me = selectMe(now);
  const { blocked } = now.preferences;
  const later: Message[] = [];
  for (let at = chat.order.length - 1; at >= 0; at--) {
    const message = chat.messages[chat.order[at] ?? ''];
    if (!message || message.seq <= known.lastSeq) break;
    later.unshift(message);
  }
  const messages = later.filter(
    ({ senderId, senderKind, deletedAt }) =>
      senderKind === 'user' && senderId !== me && deletedAt === null && !blocked.includes(senderId),
  );
  const unknown = chat.lastSeq - known.lastSeq - later.length;
  return { messages, count: messages.length + unknown };
}
