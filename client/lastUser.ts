import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import * as z from 'zod/mini';
import { CachedUser } from './cached.ts';
import type { SignedIn } from './state.ts';

interface Stores extends DBSchema {
  session: { key: string; value: unknown };
}

export type LastUser = {
  /** Who was last signed in here, so that the app opens as theirs without a network. */
  user(): Promise<SignedIn | undefined>;
  remember(user: SignedIn): Promise<void>;
  forget(): Promise<void>;
  /** Remembers a sign-out that the server could not be told of, so that it is told later. */
  noteSignOut(state: { unfinished: boolean }): Promise<void>;
  isSignOutUnfinished(): Promise<boolean>;
};

/** Without IndexedDB nobody is remembered: the server says who is signed in. */
export function createLastUser(name: string): LastUser {
  async function within<T>(use: (db: IDBPDatabase<Stores>) => Promise<T>): Promise<T | undefined> {
    let db: IDBPDatabase<Stores> | undefined;
    try {
      db = await openDB<Stores>(name, 1, { upgrade: (opened) => void opened.createObjectStore('session') });
      return await use(db);
    } catch {
      return undefined;
    } finally {
      db?.close();
    }
  }

  return {
    user: async () => z.safeParse(CachedUser, await within((db) => db.get('session', 'user'))).data,
    async remember(user) {
      await within((db) => db.put('session', { ...user }, 'user'));
    },
    async forget() {
      await within((db) => db.delete('session', 'user'));
    },
    async noteSignOut({ unfinished }) {
      await within(async (db) => {
        if (unfinished) await db.put('session', true, 'unfinished');
        else await db.delete('session', 'unfinished');
      });
    },
    isSignOutUnfinished: async () => (await within((db) => db.get('session', 'unfinished'))) === true,
  };
}
