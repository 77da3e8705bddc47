import type { Pool } from 'pg';
import type { MessagePage, MessagePageQuery } from '../../shared/http.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { failing, MESSAGE_BYTES, shownMessages, type Unreadable } from './messages.ts';
import { readRuns } from './runViews.ts';

/** About how long the texts of one page are together at most; its first message is there whatever its length. */
export const PAGE_BYTES = 500_000;

type Range = { from: number; to: number };

/** Which seqs a page has: those before, after or around one, or the last ones; empty where `to` is below `from`. */
export function pageRange({ before, after, around, limit }: MessagePageQuery, lastSeq: number): Range {
  const end = lastSeq + 1;
  if (after !== undefined) return { from: Math.min(after + 1, end), to: Math.min(after + limit, lastSeq) };
  if (around !== undefined) {
    const from = Math.min(Math.max(1, around - Math.floor(limit / 2)), end);
    return { from, to: Math.min(from + limit - 1, lastSeq) };
  }
  const next = Math.min(before ?? end, end);
  return { from: Math.max(1, next - limit), to: next - 1 };
}

/** The seq that a page keeps longest when its texts are too long. */
function anchorOf({ after, around }: MessagePageQuery, { from, to }: Range): number {
  return after === undefined ? (around ?? to) : from;
}

/** A page of a chat's history, shorter where its texts are longer than PAGE_BYTES, and gapless; undefined where the person is no member of the chat. */
export async function readHistory(
  pool: Pick<Pool, 'query'>,
  { chatId, userId, query }: { chatId: string; userId: string; query: MessagePageQuery },
  unreadable: Unreadable = failing,
): Promise<MessagePage | undefined> {
  const chats = await pool.query<{ lastSeq: number }>({
    name: 'history-chat',
    text: `select c."lastSeq" from member me join chat c on c.id = me."chatId"
      where me."chatId" = $1 and me."contactId" = $2 and me.kind = 'user' and me."leftAt" is null`,
    values: [chatId, userId],
  });
  const lastSeq = chats.rows[0]?.lastSeq;
  if (lastSeq === undefined) return undefined;
  const around = await seqAround(pool, { chatId, lastSeq, query });
  const range = { ...query, around };
  const { from, to } = pageRange(range, lastSeq);
  const found = await pool.query<MessageRow>({
    name: 'history-page',
    text: `select m.* from (
        select id, sum(bytes) over (order by abs(seq - $4::int), seq) - bytes as nearer from (
          select id, seq, ${MESSAGE_BYTES} as bytes
          from message where "chatId" = $1 and seq between $2 and $3
        ) as one
      ) as sized join message m on m.id = sized.id
      where sized.nearer < ${PAGE_BYTES} order by m.seq`,
    values: [chatId, from, to, anchorOf(range, { from, to })],
  });
  const messages = shownMessages(found.rows, unreadable);
  const runs = await readRuns(pool, {
    requestIds: messages.filter((message) => message.senderKind === 'user').map((message) => message.id),
    runIds: [...new Set(messages.flatMap((message) => message.runId ?? []))],
  });
  return { chatId, messages, runs, lastSeq };
}

/** Around which seq a page is wanted, if around one; a message that is not of this chat stands for its beginning. */
async function seqAround(
  pool: Pick<Pool, 'query'>,
  { chatId, lastSeq, query }: { chatId: string; lastSeq: number; query: MessagePageQuery },
): Promise<number | undefined> {
  if (query.at !== undefined) return seqAt(pool, { chatId, lastSeq, at: query.at });
  if (query.message === undefined) return query.around;
  const found = await pool.query<{ seq: number }>({
    name: 'history-message',
    text: 'select seq from message where id = $1 and "chatId" = $2',
    values: [query.message, chatId],
  });
  return found.rows[0]?.seq ?? 0;
}

/** The first message from this moment on, else the last: found by halves, as the seqs of a chat have no gaps. */
async function seqAt(
  pool: Pick<Pool, 'query'>,
  { chatId, lastSeq, at }: { chatId: string; lastSeq: number; at: number },
): Promise<number> {
  const found = await pool.query<{ seq: number }>({
    name: 'history-at',
    text: `with recursive half(lowest, highest) as (
        select 1, $2::int
        union all
        select case when m."createdAt" < $3 then m.seq + 1 else lowest end,
          case when m."createdAt" < $3 then highest else m.seq end
        from half join message m on m."chatId" = $1 and m.seq = (lowest + highest) / 2
        where lowest < highest
      ) select lowest as seq from half where lowest >= highest`,
    values: [chatId, lastSeq, new Date(at)],
  });
  return found.rows[0]?.seq ?? lastSeq;
}
