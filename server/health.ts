import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Check } from './http/healthRoutes.ts';
import type { Lines } from './lines.ts';
import type { Page } from './page/page.ts';
import type { Database } from './store/database.ts';

const PING_MS = 2_000;

/** The version of Waggle that this is. */
export function readVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

export function databaseCheck({ pool }: Pick<Database, 'pool'>): Check {
  return async () => {
    const answered = pool.query('select 1').then(
      () => undefined,
      () => 'The database does not answer.',
    );
    const late = pause(PING_MS, 'The database takes too long to answer.', { ref: false });
    return Promise.race([answered, late]);
  };
}

export function pageCheck(page: Pick<Page, 'isBuilt'>): Check {
  return () => Promise.resolve(page.isBuilt ? undefined : 'The page is not built: start Waggle with npm start.');
}

/** Redis may be away for a while without harm to what is stored; work goes on, news between processes waits. */
export function redisCheck({ redis }: Pick<Lines, 'redis'>): Check {
  return () => Promise.resolve(redis === undefined || redis.client.status === 'ready' ? undefined : 'Redis is away.');
}

export function leavingCheck(isLeaving: () => boolean): Check {
  return () => Promise.resolve(isLeaving() ? 'The server is being stopped.' : undefined);
}
