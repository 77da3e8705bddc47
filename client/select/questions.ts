import type { ChatState } from '../../shared/chatState.ts';
import type { Message } from '../../shared/message.ts';
import { isWaiting } from '../../shared/question.ts';
import type { ClientState } from '../state.ts';
import { selectMe } from './contacts.ts';
import { keepList, memoByKey } from './memo.ts';

const none: readonly Message[] = [];

const questionsOf = memoByKey<readonly [messages: ChatState['messages'], me: string], readonly Message[]>(
  ([messages, me], previous) => {
    const asked = Object.values(messages).filter(({ question }) => question?.askedOf === me);
    if (asked.length === 0) return none;
    const own = Object.values(messages).filter(({ senderId }) => senderId === me);
    return keepList(
      previous,
      asked.filter((message) => isWaiting(message, own)).sort((a, b) => a.seq - b.seq),
    );
  },
);

/** The answers of a chat that wait for this person, oldest first. */
export function selectQuestions(state: ClientState, chatId: string): readonly Message[] {
  const chat = state.chats[chatId];
  return chat ? questionsOf(chatId, [chat.messages, selectMe(state)]) : none;
}
