import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import * as z from 'zod/mini';
import type { ChatState } from '../shared/chatState.ts';
import { trimChat } from '../shared/chatStateApply.ts';
import { PAGE } from '../shared/sync.ts';
import { CACHE_VERSION, CachedChat, CachedDraft, CachedOutgoing, CachedOwn } from './cached.ts';
import { type Action, CachedAction } from './action.ts';
import type { Outgoing } from './state.ts';
import { warn } from './warn.ts';

/** How much of each thread is kept. */
const KEPT_MESSAGES = 3 * PAGE;

/** Browsers now and then never answer; then the app goes on without a cache. */
const OPEN_MS = 3000;

/** Reading what is kept gives way to the page this often. */
const WORK_MS = 10;
/** So many chats are read at once. */
const READ_AT_ONCE = 10;

/** A kept list of rows, by a key of their own. */
export type Box<T> = {
  all(): Promise<T[]>;
  has(key: string): Promise<boolean>;
  put(row: T): Promise<void>;
  remove(key: string): Promise<void>;
};

export type Snapshot = { chats: readonly ChatState[]; own: CachedOwn | undefined };

/** What one person's device keeps, so that the app opens without a network and nothing written is lost. */
export type Cache = {
  load(): Promise<Snapshot>;
  /** Writes all of it or nothing. */
  save(changed: { chats: readonly ChatState[]; gone: readonly string[]; own: CachedOwn }): Promise<void>;
  outbox: Box<Outgoing>;
  drafts: Box<CachedDraft>;
  actions: Box<Action>;
  /** Deletes everything; the cache must not be used afterwards. */
  wipe(): Promise<void>;
  close(): void;
};

interface Stores extends DBSchema {
  chats: { key: string; value: unknown };
  own: { key: string; value: unknown };
  outbox: { key: string; value: unknown };
  drafts: { key: string; value: unknown };
  actions: { key: string; value: unknown };
}

/** What only this device knows outlives a change of shape. */
const lasting = ['outbox', 'actions'] as const;

/** Opens the cache of this name; where the browser has no IndexedDB (private windows), one that keeps nothing. */
export async function openCache(name: string, version = CACHE_VERSION): Promise<Cache> {
  try {
    const opening = openDB<Stores>(name, version, {
      upgrade(db, _old, _new, transaction) {
        for (const store of db.objectStoreNames) {
          if (!lasting.some((name) => name === store)) db.deleteObjectStore(store);
        }
        for (const store of lasting) {
          if (!transaction.objectStoreNames.contains(store)) db.createObjectStore(store);
        }
        for (const store of ['chats', 'own', 'drafts'] as const) db.createObjectStore(store);
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return cacheIn(await within(OPEN_MS, opening), name);
  } catch (cause) {
    warn('nothing can be kept on this device', cause);
    return cacheOfNothing();
  }
}

/** Rejects when it takes longer. */
export async function within<T>(ms: number, opening: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('IndexedDB does not answer')), ms);
  });
  try {
    return await Promise.race([opening, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function cacheIn(db: IDBPDatabase<Stores>, name: string): Cache {
  return {
    async load() {
      const own = parsed(CachedOwn, await db.get('own', 'own'));
      if (!own) return { chats: [], own };
      const chats: ChatState[] = [];
      const keys = await db.getAllKeys('chats');
      let since = performance.now();
      // Many at once would be copied in one go, which nobody could interrupt.
      for (let at = 0; at < keys.length; at += READ_AT_ONCE) {
        const [first, last] = [keys[at], keys[Math.min(at + READ_AT_ONCE, keys.length) - 1]];
        for (const row of await db.getAll('chats', IDBKeyRange.bound(first, last))) {
          if (performance.now() - since > WORK_MS) {
            await new Promise((resolve) => setTimeout(resolve));
            since = performance.now();
          }
          const chat = parsed(CachedChat, row);
          if (chat) chats.push(chat);
        }
      }
      return { chats, own };
    },
    async save({ chats, gone, own }) {
      const transaction = db.transaction(['chats', 'own'], 'readwrite');
      const rows = transaction.objectStore('chats');
      const writes = [
        ...chats.map((chat) => rows.put(trimChat(chat, KEPT_MESSAGES), chat.chat.id)),
        ...gone.map((chatId) => rows.delete(chatId)),
        transaction.objectStore('own').put(own, 'own'),
      ];
      // A page that goes away does not live to see its writes succeed, and what was not committed by then is undone.
      transaction.commit();
      await Promise.all([...writes, transaction.done]);
    },
    outbox: boxIn(db, 'outbox', CachedOutgoing, (outgoing) => outgoing.id),
    drafts: boxIn(db, 'drafts', CachedDraft, (draft) => draft.chatId),
    actions: boxIn(db, 'actions', CachedAction, (action) => action.id),
    async wipe() {
      db.close();
      await within(OPEN_MS, deleteDB(name));
    },
    close: () => db.close(),
  };
}

function boxIn<T>(
  db: IDBPDatabase<Stores>,
  store: 'outbox' | 'drafts' | 'actions',
  schema: z.ZodMiniType<T>,
  keyOf: (row: T) => string,
): Box<T> {
  return {
    all: async () => (await db.getAll(store)).flatMap((row) => parsed(schema, row) ?? []),
    has: async (key) => (await db.getKey(store, key)) !== undefined,
    put: async (row) => {
      await db.put(store, row, keyOf(row));
    },
    remove: (key) => db.delete(store, key),
  };
}

function cacheOfNothing(): Cache {
  return {
    load: () => Promise.resolve({ chats: [], own: undefined }),
    save: () => Promise.resolve(),
    outbox: boxInMemory((outgoing) => outgoing.id),
    drafts: boxInMemory((draft) => draft.chatId),
    actions: boxInMemory((action) => action.id),
    wipe: () => Promise.resolve(),
    close: () => {},
  };
}

function boxInMemory<T>(keyOf: (row: T) => string): Box<T> {
  const rows = new Map<string, T>();
  return {
    all: () => Promise.resolve([...rows.values()]),
    has: (key) => Promise.resolve(rows.has(key)),
    put: (row) => Promise.resolve(void rows.set(keyOf(row), row)),
    remove: (key) => Promise.resolve(void rows.delete(key)),
  };
}

function parsed<T>(schema: z.ZodMiniType<T>, row: unknown): T | undefined {
  const result = z.safeParse(schema, row);
  if (row !== undefined && !result.success) warn('a kept row could not be read');
  return result.data;
}
