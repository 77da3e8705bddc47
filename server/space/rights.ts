import { MemberRole } from '../../shared/chat.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { mayWriteInNameOf } from '../chat/inNameOf.ts';
import { chatOf } from '../store/chats.ts';
import type { Tx } from '../store/transaction.ts';
import type { Identity } from './identity.ts';

/** Who changes something: a person, or an agent in the name of one. */
export type By = { kind: 'person'; userId: string } | { kind: 'agent'; agentId: string; askedBy: string };

/** To a `stranger` there is no such project. */
export type Right = 'allowed' | 'forbidden' | 'stranger';

/** Whether they may now. */
export async function rightOf(tx: Tx, id: string, by: By): Promise<Right> {
  const chat = await tx.chat.findUnique({ where: { id } });
  if (chat?.kind !== 'project') return 'stranger';
  if (by.kind === 'agent') return (await mayWriteInNameOf({ tx, chat }, by)) ? 'allowed' : 'forbidden';
  const where = { chatId_contactId: { chatId: id, contactId: by.userId } };
  const member = await tx.member.findUnique({ where });
  if (member === null || member.kind !== 'user' || member.leftAt !== null) return 'stranger';
  return mayWrite(MemberRole.parse(member.role), chatOf(chat)) ? 'allowed' : 'forbidden';
}

/** Who wrote a version, and in whose name, as it is to be kept. */
export async function authorsOf(
  tx: Pick<Tx, 'user'>,
  by: By,
  agentName: (agentId: string) => string | undefined,
): Promise<{ author: Identity; committer: Identity }> {
  const userId = by.kind === 'person' ? by.userId : by.askedBy;
  const user = await tx.user.findUnique({ where: { id: userId }, select: { name: true } });
  const committer = { contactId: userId, name: user?.name ?? '' };
  if (by.kind === 'person') return { author: committer, committer };
  return { author: { contactId: by.agentId, name: agentName(by.agentId) ?? '' }, committer };
}
