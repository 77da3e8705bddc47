import { MemberRole } from '../../shared/chat.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { chatOf } from '../store/chats.ts';
import type { Writing } from '../store/changes.ts';

/** An agent, and the person in whose name it does something. */
export type InNameOf = { agentId: string; askedBy: string };

/** Whether an agent is in the chat now, and whoever asked it may write there. */
export async function mayWriteInNameOf(
  { tx, chat }: Pick<Writing, 'tx' | 'chat'>,
  { agentId, askedBy }: InNameOf,
): Promise<boolean> {
  const members = await tx.member.findMany({
    where: { chatId: chat.id, contactId: { in: [agentId, askedBy] }, leftAt: null },
    select: { contactId: true, kind: true, role: true },
  });
  const person = members.find(({ contactId, kind }) => contactId === askedBy && kind === 'user');
  const isThere = members.some(({ contactId, kind }) => contactId === agentId && kind === 'agent');
  return isThere && person !== undefined && mayWrite(MemberRole.parse(person.role), chatOf(chat));
}
