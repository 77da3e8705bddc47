import type { Pool } from 'pg';
import { z } from 'zod';
import { ChatKind, type Member, MemberRole, Permissions } from '../../shared/chat.ts';
import { SenderKind } from '../../shared/message.ts';
import type { Writing } from './changes.ts';
import { firstPermissions } from './chats.ts';
import type { KnownContact } from './contacts.ts';
import type { Member as MemberRow } from './generated/client.ts';
import type { Tx } from './transaction.ts';

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

/** What a person is in a chat now; undefined for who is no member. */
export async function roleIn(
  pool: Pick<Pool, 'query'>,
  chatId: string,
  userId: string,
): Promise<MemberRole | undefined> {
  const found = await pool.query<{ role: string }>(
    `select role from member where "chatId" = $1 and "contactId" = $2 and kind = 'user' and "leftAt" is null`,
    [chatId, userId],
  );
  return found.rows[0] && MemberRole.parse(found.rows[0].role);
}

const Standing = z.object({
  ...{ kind: ChatKind, role: MemberRole, localOnly: z.boolean() },
  permissions: z.nullable(Permissions).transform((permissions) => permissions ?? firstPermissions),
});

/** The same, and what kind of chat it is. */
export async function standingIn(
  pool: Pick<Pool, 'query'>,
  chatId: string,
  userId: string,
): Promise<z.infer<typeof Standing> | undefined> {
  const { rows } = await pool.query<object>(
    `select c.kind, c.permissions, c."localOnly", m.role from member m join chat c on c.id = m."chatId"
     where m."chatId" = $1 and m."contactId" = $2 and m.kind = 'user' and m."leftAt" is null`,
    [chatId, userId],
  );
  return rows[0] && Standing.parse(rows[0]);
}

/** The chats a person is a member of now. */
export async function chatIdsOf(pool: Pick<Pool, 'query'>, userId: string): Promise<string[]> {
  const found = await pool.query<{ chatId: string }>({
    name: 'chat-ids',
    text: `select "chatId" from member where "contactId" = $1 and kind = 'user' and "leftAt" is null`,
    values: [userId],
  });
  return found.rows.map((row) => row.chatId);
}

/** Every membership of a chat, those that ended too. */
export function readMembers(tx: Tx, chatId: string): Promise<MemberRow[]> {
  return tx.member.findMany({ where: { chatId } });
}

/**
 * Makes contacts members, those that left before too. What was written until now counts as read: it is history to
 * whoever joins, not news.
 */
export function addMembers(
  { tx, chat, version }: Writing,
  contacts: readonly KnownContact[],
  role: MemberRole,
): Promise<MemberRow[]> {
  const ids = contacts.map((contact) => contact.contactId);
  const kinds = contacts.map((contact) => contact.kind);
  return tx.$queryRaw<MemberRow[]>`
    insert into member ("chatId", "contactId", kind, role, "joinedAt", version, delivered, read)
    select ${chat.id}, id, kind, ${role}, ${new Date()}, ${version}, ${chat.lastSeq}, ${chat.lastSeq}
    from unnest(${ids}::text[], ${kinds}::text[]) as contact(id, kind)
    on conflict ("chatId", "contactId") do update set
      role = excluded.role, "joinedAt" = excluded."joinedAt", "leftAt" = null, removed = false, version = excluded.version,
      delivered = excluded.delivered, read = excluded.read
    returning *`;
}

/** `removed`: somebody else ends it, so that only being added leads back. */
export function endMembership(
  { tx, chat, version }: Writing,
  { contactId, removed }: { contactId: string; removed: boolean },
): Promise<MemberRow> {
  return tx.member.update({
    where: { chatId_contactId: { chatId: chat.id, contactId } },
    data: { leftAt: new Date(), removed, role: 'member', version },
  });
}

export function setRole({ tx, chat, version }: Writing, contactId: string, role: MemberRole): Promise<MemberRow> {
  return tx.member.update({
    where: { chatId_contactId: { chatId: chat.id, contactId } },
    data: { role, version },
  });
}

/** The number of members of a chat, agents too; undefined where this person is none of them. */
export async function readTypist(
  pool: Pick<Pool, 'query'>,
  chatId: string,
  userId: string,
): Promise<number | undefined> {
  const found = await pool.query<{ members: number; isMember: boolean | null }>(
    `select count(*)::int as members, bool_or("contactId" = $2 and kind = 'user') as "isMember"
    from member where "chatId" = $1 and "leftAt" is null`,
    [chatId, userId],
  );
  const [row] = found.rows;
  return row?.isMember === true ? row.members : undefined;
}
