import type { Pool } from 'pg';
import type { FileKind } from '../../shared/attachment.ts';
import type { ChatFiles, ChatFilesQuery } from '../../shared/chatFiles.ts';
import { linkDanger } from '../../shared/linkDanger.ts';
import { linksIn } from '../../shared/links.ts';
import type { Message } from '../../shared/message.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { shownMessages, type Unreadable } from './messages.ts';

type Queryable = Pick<Pool, 'query'>;
type Asked = { chatId: string; userId: string; query: ChatFilesQuery };

/** Messages of one page. */
const PAGE = 60;
/** So far back one page looks for links: what is written has no list of them. */
const REACH = 20_000;

const kinds: Readonly<Record<'media' | 'documents', readonly FileKind[]>> = {
  media: ['image', 'video'],
  documents: ['pdf', 'text', 'other', 'audio'],
};

/** A page of what was shared in a chat, without what the person deleted; undefined where they are no member. */
export async function readChatFiles(
  pool: Queryable,
  { chatId, userId, query }: Asked,
  unreadable: Unreadable,
): Promise<ChatFiles | undefined> {
  const found = await pool.query<{ lastSeq: number; cleared: number }>(
    `select c."lastSeq", coalesce(s."clearedSeq", 0) as cleared
    from member me join chat c on c.id = me."chatId"
    left join chat_setting s on s."chatId" = c.id and s."userId" = me."contactId"
    where me."chatId" = $1 and me."contactId" = $2 and me.kind = 'user' and me."leftAt" is null`,
    [chatId, userId],
  );
  const [chat] = found.rows;
  if (chat === undefined) return undefined;
  const before = Math.min(query.before ?? chat.lastSeq + 1, chat.lastSeq + 1);
  const range = { chatId, userId, before, after: chat.cleared, unreadable };
  return query.kind === 'links' ? readLinks(pool, range) : readFiles(pool, range, kinds[query.kind]);
}

type Range = { chatId: string; userId: string; before: number; after: number; unreadable: Unreadable };

async function readFiles(pool: Queryable, range: Range, shown: readonly FileKind[]): Promise<ChatFiles> {
  const { rows } = await pool.query<MessageRow>(
    `select m.* from (
      select distinct u.seq, u."messageId" from file_use u
      where u."chatId" = $1 and u.kind = any($5) and u.seq < $3 and u.seq > $4
        and not exists (select from message_mark k where k."userId" = $2 and k."messageId" = u."messageId" and k.hidden)
      order by u.seq desc limit ${PAGE}
    ) as page join message m on m.id = page."messageId" order by m.seq desc`,
    [range.chatId, range.userId, range.before, range.after, shown],
  );
  const files = shownMessages(rows, range.unreadable)
    .filter((message) => message.deletedAt === null)
    .flatMap((message) =>
      (message.attachments ?? [])
        .filter(({ kind }) => shown.includes(kind))
        .map((attachment) => ({ ...sharedIn(message), attachment })),
    );
  return { files, links: [], before: rows.length < PAGE ? null : (rows.at(-1)?.seq ?? null) };
}

async function readLinks(pool: Queryable, range: Range): Promise<ChatFiles> {
  const from = Math.max(range.after, range.before - REACH - 1);
  const { rows } = await pool.query<MessageRow>(
    `select m.* from message m
    where m."chatId" = $1 and m.seq < $3 and m.seq > $4 and m."deletedAt" is null and m.text ~* 'https?://'
      and not exists (select from message_mark k where k."userId" = $2 and k."messageId" = m.id and k.hidden)
    order by m.seq desc limit ${PAGE}`,
    [range.chatId, range.userId, range.before, from],
  );
  const links = shownMessages(rows, range.unreadable).flatMap((message) =>
    linksOf(message).map((url) => ({ ...sharedIn(message), url, title: titleOf(message, url) })),
  );
  const reached = rows.length < PAGE ? from + 1 : (rows.at(-1)?.seq ?? 0);
  return { files: [], links, before: reached <= range.after + 1 ? null : reached };
}

/** Without those that the thread shows as text, since they may lead elsewhere than they seem to. */
function linksOf({ text, senderKind, sources = [] }: Message): string[] {
  return linksIn(text).filter((url) => {
    const careful = senderKind === 'agent' && !sources.some((source) => source.url === url);
    return linkDanger({ href: url, text: url, careful }) === null;
  });
}

function titleOf({ preview }: Message, url: string): string {
  return preview?.url === url ? preview.title : '';
}

function sharedIn({ id, seq, senderId, createdAt }: Message) {
  return { messageId: id, seq, senderId, createdAt };
}

/**
 * The file of this name that came last in a chat and has not been deleted, with who sent it when; undefined where none is,
 * or a larger one.
 */
export async function readNamedFile(
  pool: Queryable,
  { chatId, name, mostBytes }: { chatId: string; name: string; mostBytes: number },
): Promise<{ id: string; size: number; sentBy: string; sentAt: number } | undefined> {
  const { rows } = await pool.query<{ id: string; size: string; sentBy: string; sentAt: Date }>(
    `select f.id, f.size, m."senderId" as "sentBy", m."createdAt" as "sentAt"
     from file_use u join file f on f.id = u."fileId" join message m on m.id = u."messageId"
     where u."chatId" = $1 and f.name = $2 and f.status = 'ready' order by u.seq desc limit 1`,
    [chatId, name],
  );
  const [row] = rows;
  if (row === undefined || Number(row.size) > mostBytes) return undefined;
  return { id: row.id, size: Number(row.size), sentBy: row.sentBy, sentAt: row.sentAt.getTime() };
}

/** Whether a message of this chat has the file. */
export async function isFileOfChat(
  pool: Queryable,
  { chatId, fileId }: { chatId: string; fileId: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from file_use u join file f on f.id = u."fileId"
     where u."chatId" = $1 and u."fileId" = $2 and f.status = 'ready' limit 1`,
    [chatId, fileId],
  );
  return (rowCount ?? 0) > 0;
}
