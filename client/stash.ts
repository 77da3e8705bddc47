import { type DBSchema, openDB } from 'idb';
import * as z from 'zod/mini';

/**
 * What is to be written in a chat that nobody has chosen yet, or that the page is not there for: shared from another
 * app, or a reply to a notification that did not get away. The worker puts it here, the page takes it.
 */
const Stashed = z.object({
  /** Null where a chat is still to be chosen. */
  chatId: z.nullable(z.string()),
  text: z.string(),
  files: z.array(z.instanceof(File)),
  at: z.int(),
});
export type Stashed = z.infer<typeof Stashed>;

interface Stores extends DBSchema {
  stash: { key: string; value: unknown };
}

const NAME = 'waggle-stash';
/** Older than this nobody remembers having shared it. */
const KEPT_MS = 24 * 60 * 60_000;

async function within<T>(use: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

function open() {
  return openDB<Stores>(NAME, 1, { upgrade: (db) => void db.createObjectStore('stash') });
}

/** Keeps this for the chat, or for the one to be chosen; what was kept for it before is gone. */
export async function stash(item: Omit<Stashed, 'at'>): Promise<void> {
  await within((db) => db.put('stash', { ...item, at: Date.now() }, keyOf(item.chatId)));
}

/** What is kept for a chat (null: for the one to be chosen); undefined where there is nothing. */
export async function peekStash(chatId: string | null): Promise<Stashed | undefined> {
  const raw = await within((db) => db.get('stash', keyOf(chatId)));
  const { data } = z.safeParse(Stashed, raw);
  return data && Date.now() - data.at < KEPT_MS ? data : undefined;
}

/** The same, which is gone afterwards. */
export async function takeStash(chatId: string | null): Promise<Stashed | undefined> {
  const item = await peekStash(chatId);
  await within((db) => db.delete('stash', keyOf(chatId)));
  return item;
}

function keyOf(chatId: string | null): string {
  return chatId ?? 'to be chosen';
}
