import type { Pool } from 'pg';
import { type LinkPreview, MessageExtras } from '../../shared/message.ts';
import type { Writing, Written } from './changes.ts';
import { messageOf } from './messages.ts';
import { Prisma, type LinkPreview as PreviewRow } from './generated/client.ts';

type Queryable = Pick<Pool, 'query'>;

/** Of a message: the picture of the page it links to. */
const USE = 'preview';

/** Whether pages linked to from this chat may be fetched. */
export async function mayPreview(pool: Queryable, chatId: string): Promise<boolean> {
  const { rows } = await pool.query<{ may: boolean }>(
    `select c."linkPreviews" and w."linkPreviews" as may from chat c, workspace w where c.id = $1`,
    [chatId],
  );
  return rows[0]?.may === true;
}

/** What was fetched of a page, and when; `preview` null where there was nothing to be had. */
export type KnownPage = { preview: LinkPreview | null; fetchedAt: number };

export async function readPage(pool: Queryable, url: string): Promise<KnownPage | undefined> {
  const { rows } = await pool.query<PreviewRow>('select * from link_preview where url = $1', [url]);
  const [row] = rows;
  return row && { preview: previewOf(row), fetchedAt: row.fetchedAt.getTime() };
}

export async function keepPage(pool: Queryable, url: string, { preview, fetchedAt }: KnownPage): Promise<void> {
  const { title = null, description = '', site = '', imageId = null } = preview ?? {};
  await pool.query(
    `insert into link_preview (url, title, description, site, "imageId", "fetchedAt") values ($1, $2, $3, $4, $5, $6)
     on conflict (url) do update set title = excluded.title, description = excluded.description,
       site = excluded.site, "imageId" = excluded."imageId", "fetchedAt" = excluded."fetchedAt"`,
    [url, title, description, site, imageId, new Date(fetchedAt)],
  );
}

/** Forgets what was fetched before then; messages keep what they show. */
export async function forgetPages(pool: Queryable, before: Date): Promise<void> {
  await pool.query('delete from link_preview where "fetchedAt" < $1', [before]);
}

function previewOf({ url, title, description, site, imageId }: PreviewRow): LinkPreview | null {
  return title === null ? null : { url, title, description, site, imageId };
}

export type NewPreview = {
  messageId: string;
  /** Null takes away what is shown. */
  preview: LinkPreview | null;
  /** Whether the text, as it is now, still is about this page. */
  fits: (text: string) => boolean;
};

/** Shows what a page says of itself with the message that links to it; null where that is so, or is not wanted now. */
export async function writePreview(
  { tx, chat, version }: Writing,
  { messageId, preview, fits }: NewPreview,
): Promise<Written | null> {
  const row = await tx.message.findUnique({ where: { id: messageId } });
  if (row?.chatId !== chat.id || row.senderKind !== 'user' || row.deletedAt !== null || !fits(row.text)) return null;
  if (preview !== null && !chat.linkPreviews) return null;
  const extras = row.extras === null ? {} : MessageExtras.parse(row.extras);
  const { imageId = null } = preview ?? {};
  const image = imageId === null ? null : await tx.file.findUnique({ where: { id: imageId } });
  const shown = preview === null ? undefined : { ...preview, imageId: image?.id ?? null };
  if (JSON.stringify(extras.preview) === JSON.stringify(shown)) return null;
  const { preview: _before, ...others } = extras;
  const next = shown === undefined ? others : { ...others, preview: shown };
  const written = await tx.message.update({
    where: { id: messageId },
    data: { extras: Object.keys(next).length === 0 ? Prisma.DbNull : next, version },
  });
  await tx.fileUse.deleteMany({ where: { messageId, kind: USE } });
  if (image !== null) {
    await tx.fileUse.create({ data: { fileId: image.id, messageId, chatId: chat.id, seq: row.seq, kind: USE } });
  }
  return { messages: [messageOf(written)] };
}
