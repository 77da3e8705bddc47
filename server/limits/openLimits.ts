import type { Logger } from 'pino';
import { rateIn } from '../../agents/models/limits/rateIn.ts';
import { createOwnLimits, type LimitKey, type SharedLimits } from '../../agents/models/limits/sharedLimits.ts';
import type { Models } from '../../agents/models/models.ts';
import type { Lines } from '../lines.ts';
import { createRedisLimits } from './redisLimits.ts';

type Parts = { lines: Pick<Lines, 'redis'>; providers: Pick<Models, 'known'>; logger: Pick<Logger, 'warn' | 'info'> };

/** Counts calls to models on Redis where there is one, so that limits hold across processes. */
export function openLimits({ lines: { redis }, providers, logger }: Parts): SharedLimits {
  const rateOf = (key: LimitKey) => rateIn(providers.known(), key);
  const own = createOwnLimits(rateOf, Date.now);
  if (redis === undefined) return own;
  return createRedisLimits({ redis: redis.client, namespace: redis.namespace, rateOf, own, logger });
}
