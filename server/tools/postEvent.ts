import type { PostEvent } from '../../agents/tools/event/event.ts';
import { MemberRole } from '../../shared/chat.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import type { ChangeChat } from '../chat/change.ts';
import { insertPosted } from '../store/answerChanges.ts';
import { chatOf } from '../store/chats.ts';
import type { Writing } from '../store/changes.ts';

/** The agent that posts, and the person in whose name it does. */
type By = { agentId: string; askedBy: string };

/**
 * Posts events as messages of an agent. Much may have happened since somebody allowed it: it is posted only while the agent
 * is in the chat, and whoever asked it may write there.
 */
export function createPostEvent(
  changeChat: ChangeChat,
  { chatId, runId, ...by }: By & { chatId: string; runId: string },
): PostEvent {
  return async ({ title, ...appointment }) => {
    const extras = { appointment: { ...appointment, coming: [], cancelled: false } };
    const { change } = await changeChat(chatId, async (writing) => {
      if (!(await mayPost(writing, by))) return null;
      return { messages: [await insertPosted(writing, { senderId: by.agentId, runId, text: title, extras })] };
    });
    return change === null ? 'not-allowed' : 'posted';
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
