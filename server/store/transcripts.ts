import type { Pool } from 'pg';
import { MessageExtras } from '../../shared/message.ts';
import type { Writing, Written } from './changes.ts';
import { messageOf } from './messages.ts';

type Queryable = Pick<Pool, 'query'>;

/** Keeps what was said in a voice note. */
export async function keepTranscript(pool: Queryable, fileId: string, transcript: string): Promise<void> {
  await pool.query('update file set transcript = $2 where id = $1', [fileId, transcript]);
}

/** What was said in these voice notes, of those where it is known. */
export async function readTranscripts(pool: Queryable, fileIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; transcript: string }>(
    'select id, transcript from file where id = any($1) and transcript is not null',
    [fileIds],
  );
  return new Map(rows.map(({ id, transcript }) => [id, transcript]));
}

/** The messages that have a file. */
export async function messagesWith(pool: Queryable, fileId: string): Promise<{ messageId: string; chatId: string }[]> {
  const { rows } = await pool.query<{ messageId: string; chatId: string }>(
    'select "messageId", "chatId" from file_use where "fileId" = $1',
    [fileId],
  );
  return rows;
}

/** Shows with a message what was said in its voice notes; null where it does already, or is deleted. */
export async function writeTranscripts(
  { tx, chat, version }: Writing,
  messageId: string,
  transcripts: ReadonlyMap<string, string>,
): Promise<Written | null> {
  const row = await tx.message.findUnique({ where: { id: messageId } });
  if (row?.chatId !== chat.id || row.deletedAt !== null || row.extras === null) return null;
  const extras = MessageExtras.parse(row.extras);
  const before = extras.attachments ?? [];
  const attachments = before.map((attachment) => {
    const transcript = attachment.transcript ?? transcripts.get(attachment.fileId) ?? null;
    return { ...attachment, transcript };
  });
  if (attachments.every(({ transcript }, index) => transcript === before[index]?.transcript)) return null;
  const written = await tx.message.update({
    where: { id: messageId },
    data: { extras: { ...extras, attachments }, version },
  });
  return { messages: [messageOf(written)] };
}
