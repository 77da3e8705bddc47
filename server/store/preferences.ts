import type { Pool } from 'pg';
import { defaultPreferences, Preferences } from '../../shared/preferences.ts';
import { retrySerialisation } from './retry.ts';

/** Stored preferences, which may be of an older version that knew fewer; null where nothing was ever set. */
export function preferencesOf(stored: unknown): Preferences {
  return stored === null ? defaultPreferences : Preferences.parse({ ...defaultPreferences, ...(stored as object) });
}

/** What these people want everywhere. */
export async function readPreferences(
  pool: Pick<Pool, 'query'>,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Preferences>> {
  const { rows } = await pool.query<{ id: string; preferences: unknown }>(
    'select id, preferences from "user" where id = any($1)',
    [userIds],
  );
  return new Map(rows.map(({ id, preferences }) => [id, preferencesOf(preferences)]));
}

/** Sets some of a person's preferences under the next version of their own state; undefined where there is no such person. */
export async function setPreferences(
  pool: Pick<Pool, 'query'>,
  userId: string,
  part: Partial<Preferences>,
): Promise<{ userId: string; version: number; preferences: Preferences } | undefined> {
  const { rows } = await retrySerialisation(() =>
    pool.query<{ version: number; preferences: unknown }>(
      `update "user" set preferences = coalesce(preferences, '{}') || $2::jsonb, version = version + 1
      where id = $1 returning version, preferences`,
      [userId, JSON.stringify(part)],
    ),
  );
  const [row] = rows;
  return row && { userId, version: row.version, preferences: preferencesOf(row.preferences) };
}
