import type { Pool } from 'pg';
import type { Preferences } from '../../shared/preferences.ts';
import { preferencesOf } from './preferences.ts';

type Queryable = Pick<Pool, 'query'>;

/** Whom a person has blocked; nobody where there is no such person. */
export async function blockedOf(pool: Queryable, userId: string): Promise<readonly string[]> {
  const found = await pool.query<{ preferences: unknown }>('select preferences from "user" where id = $1', [userId]);
  return preferencesOf(found.rows[0]?.preferences ?? null).blocked;
}

/** Keeps under the next version of a person's state whether they block somebody; undefined where there is nobody such. */
export async function setBlocked(
  pool: Queryable,
  { userId, contactId, on }: { userId: string; contactId: string; on: boolean },
): Promise<{ userId: string; version: number; preferences: Preferences } | undefined> {
  const stored = await pool.query<{ version: number; preferences: unknown }>(
    `update "user" set version = version + 1, preferences = coalesce(preferences, '{}') || jsonb_build_object(
      'blocked',
      (coalesce(preferences -> 'blocked', '[]') - $2::text)
        || case when $3 then jsonb_build_array($2::text) else '[]' end
    )
    where id = $1 and exists (select from "user" where id = $2)
    returning version, preferences`,
    [userId, contactId, on],
  );
  const [row] = stored.rows;
  return row && { userId, version: row.version, preferences: preferencesOf(row.preferences) };
}
