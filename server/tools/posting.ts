import type { PostEvent } from '../../agents/tools/event/event.ts';
import type { PostPoll } from '../../agents/tools/poll/poll.ts';
import type { Posted } from '../../agents/tools/posted.ts';
import type { MessageExtras } from '../../shared/message.ts';
import { newPoll } from '../../shared/vote.ts';
import type { ChangeChat } from '../chat/change.ts';
import { type InNameOf, mayWriteInNameOf } from '../chat/inNameOf.ts';
import { insertPosted } from '../store/answerChanges.ts';

/**
 * Posts events and polls as messages of an agent. Much may have happened since somebody allowed it: it is posted only while
 * the agent is in the chat, and whoever asked it may write there.
 */
export function createPosting(
  changeChat: ChangeChat,
  { chatId, runId, ...by }: InNameOf & { chatId: string; runId: string },
): { event: PostEvent; poll: PostPoll } {
  async function post(text: string, extras: MessageExtras): Promise<Posted> {
    const { change } = await changeChat(chatId, async (writing) => {
      if (!(await mayWriteInNameOf(writing, by))) return null;
      return { messages: [await insertPosted(writing, { senderId: by.agentId, runId, text, extras })] };
    });
    return change === null ? 'not-allowed' : 'posted';
  }

  return {
    event: ({ title, ...appointment }) =>
      post(title, { appointment: { ...appointment, coming: [], cancelled: false } }),
    poll: ({ question, ...poll }) => post(question, { poll: newPoll(poll) }),
  };
}
