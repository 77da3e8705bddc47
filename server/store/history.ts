import type { Pool } from 'pg';
import type { MessagePage, MessagePageQuery } from '../../shared/http.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { messageOf } from './messages.ts';
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
): Promise<MessagePage | undefined> {
  const chats = await pool.query<{ lastSeq: number }>({
    name: 'history-chat',
    text: `select c."lastSeq" from member me join chat c on c.id = me."chatId"
      where me."chatId" = $1 and me."contactId" = $2 and me.kind = 'user' and me."leftAt" is null`,
    values: [chatId, userId],
  });
  const lastSeq = chats.rows[0]?.lastSeq;
  if (lastSeq === undefined) return undefined;
  const { from, to } = pageRange(query, lastSeq);
  const found = await pool.query<MessageRow>({
    name: 'history-page',
    text: `select m.* from (
        select id, sum(octet_length(text)) over (order by abs(seq - $4::int), seq) - octet_length(text) as nearer
        from message where "chatId" = $1 and seq between $2 and $3
      ) as sized join message m on m.id = sized.id
      where sized.nearer < ${PAGE_BYTES} order by m.seq`,
    values: [chatId, from, to, anchorOf(query, { from, to })],
  });
  const messages = found.rows.map(messageOf);
  const runs = await readRuns(pool, {
    requestIds: messages.filter((message) => message.senderKind === 'user').map((message) => message.id),
    runIds: [...new Set(messages.flatMap((message) => message.runId ?? []))],
  });
  return { chatId, messages, runs, lastSeq };
}
