import type { Pool } from 'pg';
import type { Message } from '../../shared/message.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { shownMessages, type Unreadable } from './messages.ts';

type Queryable = Pick<Pool, 'query'>;

/** Messages of a chat by their ids, in the chat's order. */
export async function readMessages(
  pool: Queryable,
  chatId: string,
  ids: readonly string[],
  unreadable: Unreadable,
): Promise<Message[]> {
  const { rows } = await pool.query<MessageRow>(
    'select * from message where "chatId" = $1 and id = any($2) order by seq',
    [chatId, ids],
  );
  return shownMessages(rows, unreadable);
}

/** What a message said before, the oldest first. */
export async function readVersions(pool: Queryable, messageId: string): Promise<{ text: string; until: number }[]> {
  const { rows } = await pool.query<{ text: string; until: Date }>(
    'select text, until from message_edit where "messageId" = $1 order by until',
    [messageId],
  );
  return rows.map(({ text, until }) => ({ text, until: until.getTime() }));
}

type Time = { contactId: string; at: number | null };

/** Which of those who were members when a message was sent have got and read it, and when. */
export async function readInfo(
  pool: Queryable,
  { chatId, seq, senderId, createdAt }: Pick<Message, 'chatId' | 'seq' | 'senderId' | 'createdAt'>,
): Promise<{ delivered: Time[]; read: Time[] }> {
  const { rows } = await pool.query<{
    contactId: string;
    delivered: boolean;
    read: boolean;
    deliveredAt: Date | null;
    readAt: Date | null;
  }>(
    `select m."contactId", m.delivered >= $2 as delivered, m.read >= $2 as read,
       d.at as "deliveredAt", r.at as "readAt"
     from member m
     left join lateral (
       select at from receipt_time where "chatId" = $1 and "contactId" = m."contactId" and kind = 'delivered'
         and seq >= $2 order by seq limit 1
     ) as d on true
     left join lateral (
       select at from receipt_time where "chatId" = $1 and "contactId" = m."contactId" and kind = 'read'
         and seq >= $2 order by seq limit 1
     ) as r on true
     where m."chatId" = $1 and m.kind = 'user' and m."contactId" <> $3
       and m."joinedAt" <= $4 and (m."leftAt" is null or m."leftAt" > $4)
     order by coalesce(r.at, d.at), m."contactId"`,
    [chatId, seq, senderId, new Date(createdAt)],
  );
  return {
    delivered: rows
      .filter((row) => row.delivered)
      .map((row) => ({ contactId: row.contactId, at: (row.deliveredAt ?? row.readAt)?.getTime() ?? null })),
    read: rows
      .filter((row) => row.read)
      .map((row) => ({ contactId: row.contactId, at: row.readAt?.getTime() ?? null })),
  };
}
