import type { Pool } from 'pg';
import type { MessageMark } from '../../shared/chat.ts';
import type { MessageMark as MarkRow } from './generated/client.ts';
import { retrySerialisation } from './retry.ts';

/** What is stored of a person's view of a message, as it goes over the wire. */
export function markOf(row: MarkRow): MessageMark {
  const { messageId, chatId, seq, hidden, version } = row;
  return { messageId, chatId, seq, starredAt: row.starredAt?.getTime() ?? null, hidden, version };
}

type Marking = {
  userId: string;
  chatId: string;
  messageIds: readonly string[];
  /** What is not named stays as it is. */
  starred?: boolean;
  hidden?: boolean;
};

export type UserMarks = { userId: string; version: number; marks: MessageMark[] };

/**
 * Keeps what a person wants of messages under the next version of their own state; those that are not in the chat are
 * left out. Undefined where none is, or they are no member.
 */
export async function setMarks(
  pool: Pick<Pool, 'query'>,
  { userId, chatId, messageIds, starred, hidden }: Marking,
): Promise<UserMarks | undefined> {
  const { rows } = await retrySerialisation(() =>
    pool.query<MarkRow>(
      `with subject as (
        select m.id, m.seq from message m join member me on me."chatId" = m."chatId"
        where m."chatId" = $2 and m.id = any($3)
          and me."contactId" = $1 and me.kind = 'user' and me."leftAt" is null
      ),
      bumped as (
        update "user" set version = version + 1 where id = $1 and exists (select from subject) returning version
      )
      insert into message_mark as kept ("userId", "messageId", "chatId", seq, "starredAt", hidden, version)
      select $1, subject.id, $2, subject.seq, case when $4 then $6::timestamptz end, coalesce($5, false), bumped.version
      from subject, bumped
      on conflict ("userId", "messageId") do update set
        "starredAt" = case
          when $4::boolean is null then kept."starredAt"
          when $4 then coalesce(kept."starredAt", excluded."starredAt") end,
        hidden = coalesce($5::boolean, kept.hidden),
        version = excluded.version
      returning *`,
      [userId, chatId, messageIds, starred ?? null, hidden ?? null, new Date()],
    ),
  );
  const [first] = rows;
  return first && { userId, version: first.version, marks: rows.map(markOf) };
}
