import type { Pool } from 'pg';
import { MessageExtras } from '../../shared/message.ts';
import type { Writing, Written } from './changes.ts';
import type { FileRow } from './files.ts';
import { messageOf } from './messages.ts';

type Queryable = Pick<Pool, 'query'>;

/** Longer than writing down a voice note takes at most, with every attempt. */
const LEASE = `interval '15 minutes'`;
/** So long whoever stored its message is left to begin. */
const GRACE = `interval '30 seconds'`;

/** Takes it on to have it written down, and shown, what is said in a voice note; undefined where nobody is to, or somebody does. */
export async function takeRecording(pool: Queryable, fileId: string): Promise<FileRow | undefined> {
  const { rows } = await pool.query<FileRow>(
    `update file set "transcribeAt" = now() + ${LEASE}
     where id = $1 and "transcribeAt" <= now() returning *`,
    [fileId],
  );
  return rows[0];
}

/** Gives it back to whoever comes next. */
export async function putBackRecording(pool: Queryable, fileId: string): Promise<void> {
  await pool.query('update file set "transcribeAt" = now() where id = $1', [fileId]);
}

/** Keeps what was said in a voice note. */
export async function keepTranscript(pool: Queryable, fileId: string, transcript: string): Promise<void> {
  await pool.query('update file set transcript = $2 where id = $1', [fileId, transcript]);
}

/** Nothing is left to do about it. */
export async function endRecording(pool: Queryable, fileId: string): Promise<void> {
  await pool.query('update file set "transcribeAt" = null where id = $1', [fileId]);
}

/** Voice notes that were to be written down and that nobody has in hand, the oldest first. */
export async function leftRecordings(pool: Queryable, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from file where "transcribeAt" < now() - ${GRACE}
     order by "transcribeAt" limit $1`,
    [most],
  );
  return rows.map(({ id }) => id);
}

/** Whether all chats a voice note is in keep to local models; null where it is in none any more. */
export async function isKeptLocal(pool: Queryable, fileId: string): Promise<boolean | null> {
  const { rows } = await pool.query<{ local: boolean | null }>(
    `select bool_and(c."localOnly") as local from file_use u join chat c on c.id = u."chatId" where u."fileId" = $1`,
    [fileId],
  );
  return rows[0]?.local ?? null;
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
