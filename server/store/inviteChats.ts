import { ChatKind, MemberRole } from '../../shared/chat.ts';
import type { Tx } from './transaction.ts';

/** A chat of which this person is a member now, as far as inviting into it goes; undefined for everybody else. */
export async function groupForInvite(
  reader: Pick<Tx, 'member'>,
  chatId: string,
  userId: string,
): Promise<{ kind: ChatKind; role: MemberRole } | undefined> {
  const row = await reader.member.findFirst({
    where: { chatId, contactId: userId, kind: 'user', leftAt: null },
    select: { role: true, chat: { select: { kind: true } } },
  });
  return row === null ? undefined : { kind: ChatKind.parse(row.chat.kind), role: MemberRole.parse(row.role) };
}

/** What a chat is called; undefined where it does not exist. */
export async function chatTitle(reader: Pick<Tx, 'chat'>, chatId: string): Promise<string | undefined> {
  const row = await reader.chat.findUnique({ where: { id: chatId }, select: { title: true } });
  return row?.title;
}
