import { Redis } from 'ioredis';
import { RedisUnavailable } from './redisUnavailable.ts';

export type RedisConnection = Redis;

const RETRY_MS = 500;
const CONNECT_WITHIN_MS = 10_000;

/** A connection to Redis that is up; afterwards it comes back by itself. Throws RedisUnavailable. */
export async function connectRedis(url: string): Promise<RedisConnection> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    keepAlive: 10_000,
  });
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    const reason = (lastError ?? (error as Error)).message;
    throw new RedisUnavailable(`The Redis server ${URL.parse(url)?.host ?? ''} cannot be reached: ${reason}.`, {
      cause: error,
    });
  }
  redis.options.retryStrategy = () => RETRY_MS;
  return redis;
}
