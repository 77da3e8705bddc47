import type { Pool } from 'pg';
import { type Member, MemberRole } from '../../shared/chat.ts';
import { SenderKind } from '../../shared/message.ts';
import type { Member as MemberRow } from './generated/client.ts';

/** A stored membership as it goes over the wire. */
export function memberOf(row: MemberRow): Member {
  return {
    chatId: row.chatId,
    contactId: row.contactId,
    kind: SenderKind.parse(row.kind),
    role: MemberRole.parse(row.role),
    joinedAt: row.joinedAt.getTime(),
    leftAt: row.leftAt?.getTime() ?? null,
    version: row.version,
  };
}

/** Whether a person is a member of a chat now. */
export async function isMember(pool: Pick<Pool, 'query'>, chatId: string, userId: string): Promise<boolean> {
  const found = await pool.query(
    `select from member where "chatId" = $1 and "contactId" = $2 and kind = 'user' and "leftAt" is null`,
    [chatId, userId],
  );
  return found.rowCount === 1;
}

/** The chats a person is a member of now. */
export async function chatIdsOf(pool: Pick<Pool, 'query'>, userId: string): Promise<string[]> {
  const found = await pool.query<{ chatId: string }>(
    `select "chatId" from member where "contactId" = $1 and kind = 'user' and "leftAt" is null`,
    [userId],
  );
  return found.rows.map((row) => row.chatId);
}
