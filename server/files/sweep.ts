import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Database } from '../store/database.ts';
import { knownFiles, receivedFiles, takeUnused, unusedFiles } from '../store/files.ts';
import type { TakeIn } from './intake.ts';
import { isMissing, type Places, removeBytes, sizeAndAge } from './places.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const EVERY_MS = 5 * MINUTE_MS;
const MOST = 200;
/** So long whoever received a file is left to look into it. */
const IN_HAND_MS = 2 * MINUTE_MS;

type Parts = {
  database: Database;
  places: Places;
  takeIn: TakeIn;
  logger: Pick<Logger, 'error'>;
  isOn: boolean;
};

export interface Sweep {
  /** Goes through all files as of `now`: takes in what was left lying, removes what nobody uses. */
  run(now?: number): Promise<void>;
  stop(): void;
}

/** Sweeps every few minutes, soon after the start for the first time. */
export function startSweep({ database, places, takeIn, logger, isOn }: Parts): Sweep {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let orphansAt = 0;

  async function run(now = Date.now()): Promise<void> {
    for (const id of await receivedFiles(database.pool, MOST)) {
      const { changedAt = 0 } = (await sizeAndAge(places.upload(id))) ?? {};
      if (now - changedAt > IN_HAND_MS && !stopped) await takeIn(id);
    }
    for (const { id, status } of await unusedFiles(database.pool, { before: new Date(now - DAY_MS), most: MOST })) {
      if (stopped) return;
      // What took long to come has its day from then on.
      const { changedAt = 0 } = (status === 'ready' ? await sizeAndAge(places.file(id)) : undefined) ?? {};
      if (now - changedAt > DAY_MS && (await takeUnused(database, { fileId: id }))) await removeBytes(places, id);
    }
    if (now - orphansAt > DAY_MS) {
      orphansAt = now;
      await removeOrphans(now);
    }
  }

  /** Bytes whose rows are gone: the process ended between the two. */
  async function removeOrphans(now: number): Promise<void> {
    for (const folder of await readdir(places.root)) {
      if (join(places.root, folder) === places.spaces) continue;
      const names = await namesIn(join(places.root, folder));
      for (let at = 0; at < names.length && !stopped; at += MOST) {
        const some = names.slice(at, at + MOST);
        const known = await knownFiles(database.pool, some.map(idOf));
        for (const name of some) {
          if (known.has(idOf(name)) && /^[^.]*(\.(preview|thumb))?$/.test(name)) continue;
          const path = join(places.root, folder, name);
          const { changedAt = now } = (await sizeAndAge(path)) ?? {};
          if (now - changedAt > HOUR_MS) await rm(path, { force: true });
        }
      }
    }
  }

  function next(afterMs: number): void {
    timer = setTimeout(() => {
      run()
        .catch((error: unknown) => logger.error({ err: error }, 'files could not be swept'))
        .finally(() => {
          if (!stopped) next(EVERY_MS);
        });
    }, afterMs).unref();
  }

  if (isOn) next(MINUTE_MS / 2);
  return {
    run,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

function idOf(name: string): string {
  return name.split('.')[0] ?? '';
}
