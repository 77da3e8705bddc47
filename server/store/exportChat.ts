import type { Pool } from 'pg';
import type { Chat, Member } from '../../shared/chat.ts';
import type { Message } from '../../shared/message.ts';
import { chatOf } from './chats.ts';
import type { Chat as ChatRow, Member as MemberRow, Message as MessageRow } from './generated/client.ts';
import { PAGE_BYTES } from './history.ts';
import { memberOf } from './members.ts';
import { shownMessages, type Unreadable } from './messages.ts';

type Queryable = Pick<Pool, 'query'>;

/** Messages that are read at a time, fewer where their texts are long. */
const PAGE = 100;

/** What a chat is exported with besides its messages. */
export type ExportHead = {
  chat: Chat;
  /** Those who left, too: they have written. */
  members: Member[];
  /** Names of its people. */
  names: ReadonlyMap<string, string>;
  /** What the person deleted up to, and the last message at this time. */
  after: number;
  upTo: number;
};

/** What stands above a chat that a person exports; undefined where they are no member. */
export async function readExportHead(pool: Queryable, chatId: string, userId: string): Promise<ExportHead | undefined> {
  const chats = await pool.query<ChatRow & { cleared: number }>(
    `select c.*, coalesce(s."clearedSeq", 0) as cleared from member me join chat c on c.id = me."chatId"
    left join chat_setting s on s."chatId" = c.id and s."userId" = me."contactId"
    where c.id = $1 and me."contactId" = $2 and me.kind = 'user' and me."leftAt" is null`,
    [chatId, userId],
  );
  const [row] = chats.rows;
  if (row === undefined) return undefined;
  const members = await pool.query<MemberRow & { name: string | null }>(
    `select m.*, u.name from member m left join "user" u on m.kind = 'user' and u.id = m."contactId"
    where m."chatId" = $1 order by m."joinedAt", m."contactId"`,
    [chatId],
  );
  return {
    chat: chatOf(row),
    members: members.rows.map(memberOf),
    names: new Map(members.rows.flatMap(({ contactId, name }) => (name === null ? [] : [[contactId, name]]))),
    after: row.cleared,
    upTo: row.lastSeq,
  };
}

type Asked = { chatId: string; userId: string; after: number; upTo: number };

/**
 * The messages after a seq, oldest first, without those the person deleted for themselves; `next` is the seq to go on
 * after, null at the end. Undefined where the person is no member (any more).
 */
export async function readExportPage(
  pool: Queryable,
  { chatId, userId, after, upTo }: Asked,
  unreadable: Unreadable,
): Promise<{ messages: Message[]; next: number | null } | undefined> {
  if (after >= upTo) return { messages: [], next: null };
  const { rows } = await pool.query<MessageRow & { hidden: boolean | null }>({
    name: 'export-page',
    text: `select m.*, k.hidden from (
        select id, sum(octet_length(text)) over (order by seq) - octet_length(text) as before
        from (
          select id, seq, text from message
          where "chatId" = $1 and seq > $3 and seq <= $4
            and exists (
              select from member where "chatId" = $1 and "contactId" = $2 and kind = 'user' and "leftAt" is null
            )
          order by seq limit ${PAGE}
        ) as page
      ) as sized join message m on m.id = sized.id
      left join message_mark k on k."userId" = $2 and k."messageId" = m.id
      where sized.before < ${PAGE_BYTES} order by m.seq`,
    values: [chatId, userId, after, upTo],
  });
  const last = rows.at(-1)?.seq;
  if (last === undefined) return undefined;
  const wanted = rows.filter(({ hidden }) => hidden !== true);
  const messages = shownMessages(wanted, unreadable);
  return { messages, next: last >= upTo ? null : last };
}
