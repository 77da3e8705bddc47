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
const TO_BE_CHOSEN = 'to be chosen';
/** Older than this nobody remembers having shared it; what was written for a chat stays. */
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

/** Keeps this for the chat, below what is kept for it already; for the one to be chosen in its place. */
export async function stash(item: Omit<Stashed, 'at'>): Promise<void> {
  await within(async (db) => {
    const { store, done } = db.transaction('stash', 'readwrite');
    const before = item.chatId === null ? undefined : current(await store.get(item.chatId));
    const text = [before?.text ?? '', item.text].filter((part) => part !== '').join('\n');
    const files = [...(before?.files ?? []), ...item.files];
    await store.put({ chatId: item.chatId, text, files, at: Date.now() }, keyOf(item.chatId));
    await done;
  });
}

/** What is kept for a chat that is to be chosen; undefined where there is nothing. */
export function peekShared(): Promise<Stashed | undefined> {
  return within(async (db) => current(await db.get('stash', TO_BE_CHOSEN)));
}

/** The same, which is gone afterwards. */
export async function takeShared(): Promise<Stashed | undefined> {
  const [item] = await take((key) => key === TO_BE_CHOSEN);
  return item;
}

/** What is kept for these chats, each with its chat, and gone afterwards. */
export async function takeStashed(isTheirs: (chatId: string) => boolean): Promise<(Stashed & { chatId: string })[]> {
  const items = await take((key) => key !== TO_BE_CHOSEN && isTheirs(key));
  return items.flatMap(({ chatId, ...item }) => (chatId === null ? [] : [{ chatId, ...item }]));
}

/** Whoever signs in next does not find what was meant for the chats of the one before. */
export async function forgetStash(): Promise<void> {
  await takeStashed(() => true);
}

/** In one transaction: of two that take at the same time one gets it. */
function take(isIt: (key: string) => boolean): Promise<Stashed[]> {
  return within(async (db) => {
    const { store, done } = db.transaction('stash', 'readwrite');
    const items: Stashed[] = [];
    for (const key of await store.getAllKeys()) {
      if (!isIt(key)) continue;
      const item = current(await store.get(key));
      if (item) items.push(item);
      await store.delete(key);
    }
    await done;
    return items;
  });
}

function current(raw: unknown): Stashed | undefined {
  const { data } = z.safeParse(Stashed, raw);
  return data && (data.chatId !== null || Date.now() - data.at < KEPT_MS) ? data : undefined;
}

function keyOf(chatId: string | null): string {
  return chatId ?? TO_BE_CHOSEN;
}
