import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import * as z from 'zod/mini';
import { CachedUser } from './cached.ts';
import type { SignedIn } from './state.ts';

interface Stores extends DBSchema {
  session: { key: string; value: unknown };
}

/** Who was last signed in here, so that the app opens as theirs without a network. */
export async function lastUser(): Promise<SignedIn | undefined> {
  return z.safeParse(CachedUser, await within((db) => db.get('session', 'user'))).data;
}

export async function rememberUser(user: SignedIn): Promise<void> {
  await within((db) => db.put('session', { ...user }, 'user'));
}

export async function forgetUser(): Promise<void> {
  await within((db) => db.delete('session', 'user'));
}

/** Remembers a sign-out that the server could not be told of, so that it is told later. */
export async function noteSignOut({ unfinished }: { unfinished: boolean }): Promise<void> {
  await within(async (db) => {
    if (unfinished) await db.put('session', true, 'unfinished');
    else await db.delete('session', 'unfinished');
  });
}

/** Whether somebody signed out here without the server knowing. */
export async function isSignOutUnfinished(): Promise<boolean> {
  return (await within((db) => db.get('session', 'unfinished'))) === true;
}

async function within<T>(use: (db: IDBPDatabase<Stores>) => Promise<T>): Promise<T | undefined> {
  try {
    const db = await openDB<Stores>('waggle', 1, {
      upgrade: (opened) => void opened.createObjectStore('session'),
    });
    try {
      return await use(db);
    } finally {
      db.close();
    }
  } catch {
    // Without IndexedDB nobody is remembered: the server says who is signed in.
    return undefined;
  }
}
