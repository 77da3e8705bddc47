import type { Pool } from 'pg';
import type { MessagePage, MessagePageQuery } from '../../shared/http.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { messageOf } from './messages.ts';
import { readRuns } from './runViews.ts';

type Range = { from: number; to: number };

/** Which seqs a page has: those before, after or around one, or the last ones. */
export function pageRange({ before, after, around, limit }: MessagePageQuery, lastSeq: number): Range {
  if (after !== undefined) return { from: after + 1, to: after + limit };
  if (around !== undefined) {
    const from = Math.max(1, around - Math.floor(limit / 2));
    return { from, to: from + limit - 1 };
  }
  const end = Math.min(before ?? lastSeq + 1, lastSeq + 1);
  return { from: end - limit, to: end - 1 };
}

/** A page of a chat's history; undefined where the person is no member of the chat. */
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
    text: `select * from message where "chatId" = $1 and seq between $2 and $3 order by seq`,
    // Counters are 32 bits wide; no page lies beyond them.
    values: [chatId, Math.max(from, 0), Math.min(to, 2 ** 31 - 1)],
  });
  const messages = found.rows.map(messageOf);
  const runs = await readRuns(pool, {
    requestIds: messages.filter((message) => message.senderKind === 'user').map((message) => message.id),
    runIds: [...new Set(messages.flatMap((message) => message.runId ?? []))],
  });
  return { chatId, messages, runs, lastSeq };
}
