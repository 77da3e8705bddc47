import type { Pool } from 'pg';
import type { Attachment, FileVariant } from '../../shared/attachment.ts';
import { FileKind } from '../../shared/attachment.ts';
import type { Database } from './database.ts';
import type { File as PrismaRow } from './generated/client.ts';

type Queryable = Pick<Pool, 'query'>;

/** The pool gives large numbers as texts. */
export type FileRow = Omit<PrismaRow, 'size' | 'received' | 'waveform'> & {
  size: bigint | string;
  received: bigint | string;
  /** Null where it never was set. */
  waveform: number[] | null;
};

/** What the edge may know of a file: whole and looked into, still coming, or nothing one wants. */
export type FileStatus = 'uploading' | 'ready' | 'refused';

/** A stored file as it goes over the wire. */
export function attachmentOf(row: FileRow): Attachment {
  return {
    fileId: row.id,
    name: row.name,
    mime: row.mime,
    size: Number(row.size),
    kind: FileKind.parse(row.kind),
    width: row.width,
    height: row.height,
    durationMs: row.durationMs,
    waveform: row.waveform !== null && row.waveform.length > 0 ? row.waveform : null,
    transcript: row.transcript,
  };
}

/**
 * Whether a person may read a file: they brought it, or it is in a message of a chat they are a member of. `$2` is the
 * person. What agents make for somebody belongs to the chat: it ends with the membership.
 */
const READABLE = `(
  (f."ownerId" = $2 and not f.made) or exists (
    select from file_use u
    join message m on m.id = u."messageId" and m."deletedAt" is null
    join member me on me."chatId" = u."chatId" and me."contactId" = $2 and me.kind = 'user' and me."leftAt" is null
    where u."fileId" = f.id
  )
)`;

/** These files as they go with a message, in this order; undefined unless all are ready and this person may read them. */
export async function readAttachments(
  pool: Queryable,
  { userId, fileIds }: { userId: string; fileIds: readonly string[] },
): Promise<Attachment[] | undefined> {
  if (fileIds.length === 0) return [];
  const { rows } = await pool.query<FileRow>({
    name: 'attachments',
    text: `select f.* from file f where f.id = any($1) and f.status = 'ready' and ${READABLE}`,
    values: [fileIds, userId],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = fileIds.flatMap((id) => byId.get(id) ?? []);
  return found.length === fileIds.length ? found.map(attachmentOf) : undefined;
}

/** A file that this person may read, whatever its status; undefined where there is none. */
export async function readReadable(
  pool: Queryable,
  { userId, fileId }: { userId: string; fileId: string },
): Promise<FileRow | undefined> {
  const { rows } = await pool.query<FileRow>({
    name: 'readable-file',
    text: `select f.* from file f where f.id = $1 and ${READABLE}`,
    values: [fileId, userId],
  });
  return rows[0];
}

export async function readFileRow(pool: Queryable, fileId: string): Promise<FileRow | undefined> {
  const { rows } = await pool.query<FileRow>('select * from file where id = $1', [fileId]);
  return rows[0];
}

/** What was found when a file was looked into. */
export type FileFindings = Pick<FileRow, 'mime' | 'kind' | 'width' | 'height' | 'durationMs' | 'waveform'> & {
  /** As it is served. */
  size: number;
  variants: readonly FileVariant[];
};

/** All of it has come. */
export async function markReceived(pool: Queryable, fileId: string): Promise<void> {
  await pool.query(`update file set received = size where id = $1 and status = 'uploading'`, [fileId]);
}

/** Ends an upload: `findings` null where it is refused. The row as it is then; undefined where it is not there any more. */
export async function endUpload(
  pool: Queryable,
  fileId: string,
  findings: FileFindings | null,
): Promise<FileRow | undefined> {
  const { rows } =
    findings === null
      ? await pool.query<FileRow>(
          `update file set status = 'refused', received = size where id = $1 and status = 'uploading' returning *`,
          [fileId],
        )
      : await pool.query<FileRow>(
          `update file set status = 'ready', mime = $2, kind = $3, width = $4, height = $5, "durationMs" = $6,
             waveform = $7, size = $8, received = $8, variants = $9
           where id = $1 and status = 'uploading' returning *`,
          [
            fileId,
            findings.mime,
            findings.kind,
            findings.width,
            findings.height,
            findings.durationMs,
            findings.waveform,
            findings.size,
            findings.variants,
          ],
        );
  return rows[0] ?? readFileRow(pool, fileId);
}

/** A file made by this server, such as the picture of a page; it counts against nobody's quota. */
export async function insertOwnFile(
  pool: Queryable,
  file: { id: string; ownerId: string; name: string; mime: string; width: number; height: number },
): Promise<void> {
  const { id, ownerId, name, mime, width, height } = file;
  await pool.query(
    `insert into file (id, "ownerId", name, size, status, mime, kind, width, height)
     values ($1, $2, $3, 0, 'ready', $4, 'image', $5, $6)`,
    [id, ownerId, name, mime, width, height],
  );
}

/** Whether nothing shows the file: no message, and no page whose picture it is. */
const UNUSED = `not exists (select from file_use u where u."fileId" = file.id)
  and not exists (select from link_preview p where p."imageId" = file.id)`;

/**
 * Takes the row of a file that nothing shows; `ownerId` where only its owner may. False where it is used, or there is
 * none. It is locked before it is asked for, so that whoever puts it into a message at this moment comes first or fails.
 */
export function takeUnused(
  database: Pick<Database, 'transaction'>,
  { fileId, ownerId }: { fileId: string; ownerId?: string },
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const locked = await tx.$queryRaw<{ ownerId: string }[]>`
      select "ownerId" from file where id = ${fileId} for update`;
    const [row] = locked;
    if (row === undefined || (ownerId !== undefined && row.ownerId !== ownerId)) return false;
    const [unused] = await tx.$queryRaw<{ id: string }[]>`
      select id from file where id = ${fileId}
        and not exists (select from file_use u where u."fileId" = file.id)
        and not exists (select from link_preview p where p."imageId" = file.id)`;
    if (unused === undefined) return false;
    await tx.file.delete({ where: { id: fileId } });
    return true;
  });
}

/** Files that nothing shows, announced before `before`, the oldest first. */
export async function unusedFiles(
  pool: Queryable,
  { before, most }: { before: Date; most: number },
): Promise<{ id: string; status: FileStatus }[]> {
  const { rows } = await pool.query<{ id: string; status: FileStatus }>(
    `select id, status from file where "createdAt" < $1 and ${UNUSED} order by "createdAt" limit $2`,
    [before, most],
  );
  return rows;
}

/** Files of which all has come and that nobody may have looked into. */
export async function receivedFiles(pool: Queryable, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from file where status = 'uploading' and received = size order by "createdAt" limit $1`,
    [most],
  );
  return rows.map((row) => row.id);
}

/** Those of these ids for which there is a file. */
export async function knownFiles(pool: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>('select id from file where id = any($1)', [ids]);
  return new Set(rows.map((row) => row.id));
}
