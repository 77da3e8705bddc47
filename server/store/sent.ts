import type { Pool } from 'pg';
import type { ChatChange } from '../../shared/chat.ts';
import type { Message } from '../../shared/message.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { messageOf } from './messages.ts';
import { readRuns } from './runViews.ts';

export type Sent = {
  /** As it is now; the first of the change's messages. */
  message: Message;
  /** What it said when it was sent. */
  firstText: string;
  change: ChatChange;
};

/** A message by its id, and the change it was stored with, its rows as they are now. */
export async function readSent(pool: Pick<Pool, 'query'>, id: string): Promise<Sent | undefined> {
  const found = await pool.query<MessageRow & { firstText: string }>(
    `select m.*, coalesce(
      (select e.text from message_edit e where e."messageId" = m.id order by e.until limit 1), m.text
    ) as "firstText" from message m where m.id = $1`,
    [id],
  );
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const runs = await readRuns(pool, { requestIds: [id], runIds: [] });
  const answers = await pool.query<MessageRow>(
    'select * from message where id = any($1) and "chatId" = $2 order by seq',
    [runs.flatMap((run) => run.answers.map((answer) => answer.messageId)), row.chatId],
  );
  const message = messageOf(row);
  const messages = [message, ...answers.rows.map(messageOf)];
  const change = { chatId: row.chatId, version: row.version, messages, ...(runs.length > 0 ? { runs } : {}) };
  return { message, firstText: row.firstText, change };
}
