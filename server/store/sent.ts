import type { Pool } from 'pg';
import type { ChatChange } from '../../shared/chat.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { messageOf } from './messages.ts';
import { readRuns } from './runViews.ts';

export type Sent = { senderId: string; text: string; replyTo: string | null; change: ChatChange };

/** A message by its id, and the change it was stored with, its rows as they are now. */
export async function readSent(pool: Pick<Pool, 'query'>, id: string): Promise<Sent | undefined> {
  const found = await pool.query<MessageRow>('select * from message where id = $1', [id]);
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const runs = await readRuns(pool, { requestIds: [id], runIds: [] });
  const answers = await pool.query<MessageRow>(
    'select * from message where id = any($1) and "chatId" = $2 order by seq',
    [runs.flatMap((run) => run.answers.map((answer) => answer.messageId)), row.chatId],
  );
  const messages = [row, ...answers.rows].map(messageOf);
  const change = { chatId: row.chatId, version: row.version, messages, ...(runs.length > 0 ? { runs } : {}) };
  return { senderId: row.senderId, text: row.text, replyTo: row.replyTo, change };
}
