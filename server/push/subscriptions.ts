import { ECDH } from 'node:crypto';
import type { PushLocale, PushTarget } from '../../shared/push.ts';
import type { Person } from '../auth/sessions.ts';
import { isPublicAddress, type MayReach, mayBePublicHost } from '../net/publicAddress.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { dropSubscription, keepSubscription, localeOf } from '../store/pushSubscriptions.ts';

export type Subscriptions = {
  /** From now on this browser is told what concerns the person, until the session ends. */
  keep(person: Person, target: PushTarget & { locale: PushLocale }): Promise<void>;
  /** The browser has got another endpoint than before. */
  replace(person: Person, target: PushTarget & { before: string | null }): Promise<void>;
  drop(userId: string, endpoint: string): Promise<void>;
};

type Parts = { database: Pick<Database, 'pool'>; mayReach?: MayReach | undefined };

export function createSubscriptions({ database, mayReach = isPublicAddress }: Parts): Subscriptions {
  const { pool } = database;

  async function keep(
    { userId, sessionId }: Person,
    { endpoint, keys, locale }: PushTarget & { locale: PushLocale },
  ): Promise<void> {
    const url = URL.parse(endpoint);
    if (url?.protocol !== 'https:' || url.username !== '' || !mayBePublicHost(url.hostname, mayReach)) {
      throw new Refusal('bad-input', 'This is no push service.', { reason: 'endpoint' });
    }
    if (!isPoint(keys.p256dh)) throw new Refusal('bad-input', 'This is no key of a browser.', { reason: 'keys' });
    await keepSubscription(pool, { userId, sessionId, endpoint: url.href, ...keys, locale });
  }

  return {
    keep,
    async replace(person, { before, ...target }) {
      const known = before === null ? undefined : await localeOf(pool, person.userId, before);
      if (before !== null) await dropSubscription(pool, person.userId, before);
      await keep(person, { ...target, locale: known ?? 'en' });
    },
    drop: (userId, endpoint) => dropSubscription(pool, userId, URL.parse(endpoint)?.href ?? endpoint),
  };
}

function isPoint(p256dh: string): boolean {
  try {
    ECDH.convertKey(Buffer.from(p256dh, 'base64url'), 'prime256v1');
    return true;
  } catch {
    return false;
  }
}
