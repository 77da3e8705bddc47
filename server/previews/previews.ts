import PQueue from 'p-queue';
import type { Logger } from 'pino';
import type { LinkPreview, Message } from '../../shared/message.ts';
import type { ChangeChat } from '../chat/change.ts';
import type { KeepPicture } from '../files/pictures.ts';
import type { Database } from '../store/database.ts';
import { fetchPublic, type Reach } from '../net/fetchPublic.ts';
import { forgetPages, keepPage, mayPreview, readPage, writePreview } from '../store/previews.ts';
import { firstLink } from './firstLink.ts';
import { decodePage, readPage as readFacts } from './readPage.ts';

/** Shows with people's messages what the pages say that they link to. */
export interface Previews {
  /** A person's text was stored, a new one or another one; returns at once. Agents' texts make us fetch nothing. */
  written(message: Message): void;
  close(): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'pool'>;
  changeChat: ChangeChat;
  keepPicture: KeepPicture;
  logger: Pick<Logger, 'debug' | 'error'>;
  reach?: Reach | undefined;
};

const AT_ONCE = 4;
const MOST_WAITING = 200;
const HOUR_MS = 60 * 60_000;
const KNOWN_MS = 24 * HOUR_MS;
/** Where nothing was to be had. */
const VAIN_MS = HOUR_MS / 6;
const TIMEOUT_MS = 5_000;
const PAGE_BYTES = 512 * 1024;
const PICTURE_BYTES = 5 * 1024 * 1024;

export function createPreviews({ database: { pool }, changeChat, keepPicture, logger, reach }: Parts): Previews {
  const queue = new PQueue({ concurrency: AT_ONCE });
  const fetching = new Map<string, Promise<LinkPreview | null>>();
  const closing = new AbortController();
  const { signal } = closing;

  async function show(message: Message): Promise<void> {
    const { id: messageId, chatId, senderId } = message;
    const url = firstLink(message.text);
    const preview = url === undefined || !(await mayPreview(pool, chatId)) ? null : await previewOf(url, senderId);
    if (signal.aborted) return;
    if (preview === null && message.preview === undefined && message.editedAt === null) return;
    const fits = (text: string) => firstLink(text) === url;
    await changeChat(chatId, (writing) => writePreview(writing, { messageId, preview, fits }));
  }

  function previewOf(url: string, ownerId: string): Promise<LinkPreview | null> {
    const underWay = fetching.get(url) ?? look(url, ownerId).finally(() => fetching.delete(url));
    fetching.set(url, underWay);
    return underWay;
  }

  async function look(url: string, ownerId: string): Promise<LinkPreview | null> {
    const known = await readPage(pool, url);
    const age = Date.now() - (known?.fetchedAt ?? 0);
    if (known !== undefined && age < (known.preview === null ? VAIN_MS : KNOWN_MS)) return known.preview;
    const preview = await fetchPreview(url, ownerId).catch((error: unknown) => {
      logger.debug({ err: error }, 'a page could not be fetched');
      return null;
    });
    if (!signal.aborted) await keepPage(pool, url, { preview, fetchedAt: Date.now() });
    return preview;
  }

  async function fetchPreview(url: string, ownerId: string): Promise<LinkPreview | null> {
    const page = await fetchPublic(url, {
      accept: 'text/html, application/xhtml+xml',
      isWanted: (type) => /^(text\/html|application\/xhtml\+xml)\b/i.test(type),
      ...{ mostBytes: PAGE_BYTES, cut: true, timeoutMs: TIMEOUT_MS, reach, signal },
    });
    const facts = readFacts(decodePage(page.body, page.contentType), page.url);
    if (facts === undefined) return null;
    const { title, description, site, image } = facts;
    const imageId = image === undefined ? null : await fetchPicture(image, ownerId);
    return { url, title, description, site, imageId };
  }

  async function fetchPicture(image: URL, ownerId: string): Promise<string | null> {
    try {
      const { body } = await fetchPublic(image.href, {
        accept: 'image/webp, image/jpeg, image/png, image/gif, image/avif',
        isWanted: (type) => /^(image\/|application\/octet-stream)/i.test(type),
        ...{ mostBytes: PICTURE_BYTES, cut: false, timeoutMs: TIMEOUT_MS, reach, signal },
      });
      return await keepPicture(ownerId, body);
    } catch (error) {
      logger.debug({ err: error }, 'the picture of a page could not be fetched');
      return null;
    }
  }

  const timer = setInterval(() => {
    forgetPages(pool, new Date(Date.now() - KNOWN_MS)).catch((error: unknown) => {
      logger.error({ err: error }, 'old previews could not be forgotten');
    });
  }, HOUR_MS).unref();

  return {
    written(message) {
      const isPlain = firstLink(message.text) === undefined && message.preview === undefined;
      if (message.senderKind !== 'user' || (isPlain && message.editedAt === null)) return;
      // Better a message without a preview than a server that fetches for hours.
      if (queue.size >= MOST_WAITING) return;
      queue
        .add(() => show(message))
        .catch((error: unknown) => {
          logger.error({ err: error }, 'a preview could not be shown');
        });
    },
    async close() {
      clearInterval(timer);
      queue.pause();
      queue.clear();
      closing.abort();
      await queue.onPendingZero();
    },
  };
}
