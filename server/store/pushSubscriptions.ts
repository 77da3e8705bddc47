import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { PushLocale } from '../../shared/push.ts';

type Queryable = Pick<Pool, 'query'>;

/** A browser that wants to be told, and how. */
export type Subscription = {
  id: string;
  userId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  locale: PushLocale;
};

/** More browsers of one person than this are not told: the oldest go. */
const MOST = 20;

/** Keeps a subscription for as long as the session lasts; of one browser there is one, whoever is signed in there now. */
export async function keepSubscription(
  pool: Queryable,
  { sessionId, ...subscription }: Omit<Subscription, 'id'> & { sessionId: string },
): Promise<void> {
  const { userId, endpoint, p256dh, auth, locale } = subscription;
  await pool.query(
    `with kept as (
      insert into push_subscription (id, "userId", "sessionId", endpoint, p256dh, auth, locale)
      select $1, $2, $3, $4, $5, $6, $7 where exists (select from session where id = $3 and "userId" = $2)
      on conflict (id) do update set "userId" = excluded."userId", "sessionId" = excluded."sessionId",
        p256dh = excluded.p256dh, auth = excluded.auth, locale = excluded.locale, "createdAt" = now()
    )
    delete from push_subscription where id in (
      select id from push_subscription where "userId" = $2 and id <> $1 order by "createdAt" desc offset ${MOST - 1}
    )`,
    [idOf(endpoint), userId, sessionId, endpoint, p256dh, auth, locale],
  );
}

/** The language in which this browser of a person was told so far. */
export async function localeOf(pool: Queryable, userId: string, endpoint: string): Promise<PushLocale | undefined> {
  const { rows } = await pool.query<{ locale: string }>(
    'select locale from push_subscription where id = $1 and "userId" = $2',
    [idOf(endpoint), userId],
  );
  return PushLocale.safeParse(rows[0]?.locale).data;
}

export async function dropSubscription(pool: Queryable, userId: string, endpoint: string): Promise<void> {
  await pool.query('delete from push_subscription where id = $1 and "userId" = $2', [idOf(endpoint), userId]);
}

/** Takes out one that its push service no longer knows, unless it was made anew since. */
export async function forgetSubscription(pool: Queryable, { id, auth }: Subscription): Promise<void> {
  await pool.query('delete from push_subscription where id = $1 and auth = $2', [id, auth]);
}

/** The browsers of these people, with a session that still holds. */
export async function subscriptionsOf(pool: Queryable, userIds: readonly string[]): Promise<Subscription[]> {
  const { rows } = await pool.query<Omit<Subscription, 'locale'> & { locale: string }>(
    `select p.id, p."userId", p.endpoint, p.p256dh, p.auth, p.locale from push_subscription p
    join session s on s.id = p."sessionId" and s."userId" = p."userId" and s."expiresAt" > now()
    where p."userId" = any($1)`,
    [userIds],
  );
  return rows.map((row) => ({ ...row, locale: PushLocale.safeParse(row.locale).data ?? 'en' }));
}

function idOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex');
}
