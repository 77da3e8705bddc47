import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { isMissing, sizeAndAge } from '../files/places.ts';
import type { Database } from '../store/database.ts';
import { knownChats } from '../store/spaces.ts';
import { folderOf, ofFolder } from './folderOf.ts';
import { WRITING } from './gitFs.ts';

const HOUR_MS = 60 * 60_000;
const EVERY_MS = 24 * HOUR_MS;
const SOON_MS = 5 * 60_000;
const MOST = 200;

type Parts = { database: Pick<Database, 'pool'>; root: string };

/** Removes the spaces of chats that are no more, what dead processes were writing, and what was left behind. */
export async function sweepSpaces({ database, root }: Parts, now = Date.now()): Promise<void> {
  const folders = (await namesIn(root)).flatMap((name) => ofFolder(name) ?? []);
  for (let at = 0; at < folders.length; at += MOST) {
    const some = folders.slice(at, at + MOST);
    const known = await knownChats(database.pool, [...new Set(some.map(({ chatId }) => chatId))]);
    for (const { chatId, generation } of some) {
      const folder = join(root, folderOf(chatId, generation));
      const current = known.get(chatId);
      if (current === generation) await removeHalf(join(folder, 'objects'), now);
      else if (current === undefined) await rm(folder, { recursive: true, force: true });
      else {
        // Somebody may read of the one before still, or be making the one after.
        const since = join(root, folderOf(chatId, Math.max(current, generation)), 'HEAD');
        const { changedAt = now } = (await sizeAndAge(since)) ?? {};
        if (now - changedAt > HOUR_MS) await rm(folder, { recursive: true, force: true });
      }
    }
  }
}

async function removeHalf(objects: string, now: number): Promise<void> {
  for (const folder of await namesIn(objects)) {
    for (const name of await namesIn(join(objects, folder))) {
      if (!name.startsWith(WRITING)) continue;
      const path = join(objects, folder, name);
      const { changedAt = now } = (await sizeAndAge(path)) ?? {};
      if (now - changedAt > HOUR_MS) await rm(path, { force: true });
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

/** Sweeps soon after the start and each day; what it gives stops it. */
export function startSpaceSweep(parts: Parts & { logger: Pick<Logger, 'error'> }): () => void {
  let timer: NodeJS.Timeout;
  const next = (afterMs: number) => {
    timer = setTimeout(() => {
      sweepSpaces(parts).catch((error: unknown) =>
        parts.logger.error({ err: error }, 'file spaces could not be swept'),
      );
      next(EVERY_MS);
    }, afterMs).unref();
  };
  next(SOON_MS);
  return () => clearTimeout(timer);
}
