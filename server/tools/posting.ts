import type { PostEvent } from '../../agents/tools/event/event.ts';
import type { PostPoll } from '../../agents/tools/poll/poll.ts';
import type { Posted } from '../../agents/tools/posted.ts';
import { MemberRole } from '../../shared/chat.ts';
import type { MessageExtras } from '../../shared/message.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { newPoll } from '../../shared/vote.ts';
import type { ChangeChat } from '../chat/change.ts';
import { insertPosted } from '../store/answerChanges.ts';
import { chatOf } from '../store/chats.ts';
import type { Writing } from '../store/changes.ts';

/** The agent that posts, and the person in whose name it does. */
type By = { agentId: string; askedBy: string };

/**
 * Posts events and polls as messages of an agent. Much may have happened since somebody allowed it: it is posted only while
 * the agent is in the chat, and whoever asked it may write there.
 */
export function createPosting(
  changeChat: ChangeChat,
  { chatId, runId, ...by }: By & { chatId: string; runId: string },
): { event: PostEvent; poll: PostPoll } {
  async function post(text: string, extras: MessageExtras): Promise<Posted> {
    const { change } = await changeChat(chatId, async (writing) => {
      if (!(await mayPost(writing, by))) return null;
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

async function mayPost({ tx, chat }: Writing, { agentId, askedBy }: By): Promise<boolean> {
  const members = await tx.member.findMany({
    where: { chatId: chat.id, contactId: { in: [agentId, askedBy] }, leftAt: null },
    select: { contactId: true, kind: true, role: true },
  });
  const person = members.find(({ contactId, kind }) => contactId === askedBy && kind === 'user');
  const isThere = members.some(({ contactId, kind }) => contactId === agentId && kind === 'agent');
  return isThere && person !== undefined && mayWrite(MemberRole.parse(person.role), chatOf(chat));
}
