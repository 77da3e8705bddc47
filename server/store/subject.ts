import { z } from 'zod';
import { MemberRole } from '../../shared/chat.ts';
import type { Message } from '../../shared/message.ts';
import type { Writing } from './changes.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { messageOf } from './messages.ts';

/** What somebody is about to do something with. */
export type Found = {
  message: Message;
  /** Who asked for an agent's answer; null for what no run wrote. */
  askedBy: string | null;
  /** Of whoever acts. */
  role: MemberRole;
};

export type Finding = { kind: 'not-member' } | { kind: 'no-message' } | ({ kind: 'found' } & Found);

const Row = z.object({ role: MemberRole, askedBy: z.nullable(z.string()), id: z.nullable(z.string()) });

/** A message of a chat that is locked, as this person sees it. */
export async function readSubject(
  { tx, chat }: Pick<Writing, 'tx' | 'chat'>,
  { userId, messageId }: { userId: string; messageId: string },
): Promise<Finding> {
  const [row] = await tx.$queryRaw<MessageRow[]>`
    select m.*, me.role, r."askedBy"
    from member me
    left join message m on m.id = ${messageId} and m."chatId" = me."chatId"
    left join run r on r.id = m."runId"
    where me."chatId" = ${chat.id} and me."contactId" = ${userId} and me.kind = 'user' and me."leftAt" is null`;
  if (row === undefined) return { kind: 'not-member' };
  const { role, askedBy, id } = Row.parse(row);
  if (id === null) return { kind: 'no-message' };
  return { kind: 'found', message: messageOf(row), role, askedBy };
}
