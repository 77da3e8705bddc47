import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../refusal.ts';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** How many attempts fit into how many seconds; `grows` makes each further lock-out of a day twice as long. */
export type Limit = { points: number; seconds: number; grows?: boolean };

/** What is limited. Where a name ends in `Account` the key is an account, else an address as `limitKey` gives it. */
export const limitTable = {
  /** Wrong passwords. */
  passwordOfAccount: { points: 5, seconds: 15 * MINUTE_S, grows: true },
  passwordByAddress: { points: 50, seconds: 15 * MINUTE_S },
  /** Sign-ups that are refused, and all of them. */
  refusedSignUp: { points: 30, seconds: 15 * MINUTE_S },
  signUp: { points: 300, seconds: HOUR_S },
  /** Reset links that are not valid. */
  reset: { points: 20, seconds: 15 * MINUTE_S },
  /** Looks at invites that are not open. */
  invite: { points: 60, seconds: 15 * MINUTE_S },
  /** What a notification's buttons do; the key is a person. */
  fromNotification: { points: 120, seconds: MINUTE_S },
  /** Searches of one person, who may be typing. */
  search: { points: 120, seconds: 20 },
  /** Chats that one person takes out. */
  export: { points: 30, seconds: HOUR_S },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;
export type Counted = readonly [limit: LimitName, key: string];

/** Longest a lock-out grows to. */
const LONGEST_S = 4 * HOUR_S;

export interface Limits {
  /** Counts whatever happens under this key; throws a Refusal where it is too often. */
  count(...counted: Counted): Promise<void>;
  /**
   * Lets `attempt` happen and counts it if it is refused. It is counted beforehand and taken back when it succeeds, so
   * that many at once are not more than the limit.
   */
  guard<T>(counted: readonly Counted[], attempt: () => Promise<T>): Promise<T>;
  /** Forgets what was counted under this key, as after a new password. */
  forget(...counted: Counted): Promise<void>;
}

type Settings = {
  /** Where several processes count together; while it is away each counts by itself. */
  redis?: { client: unknown; namespace: string } | undefined;
  table?: Readonly<Record<LimitName, Limit>>;
};

export function createLimits({ redis, table = limitTable }: Settings = {}): Limits {
  const limiters = new Map<LimitName, Limiter>();
  for (const [name, limit] of Object.entries(table) as [LimitName, Limit][]) {
    const make = (kind: string, points: number, duration: number) =>
      makeCounter(redis, `${name}:${kind}`, points, duration);
    limiters.set(name, {
      attempts: make('attempts', limit.points, limit.seconds),
      lockouts: limit.grows === true ? make('lockouts', Number.MAX_SAFE_INTEGER, DAY_S) : undefined,
      seconds: limit.seconds,
    });
  }

  function limiterOf(name: LimitName): Limiter {
    const limiter = limiters.get(name);
    if (limiter === undefined) throw new Error(`there is no limit ${name}`);
    return limiter;
  }

  async function count(name: LimitName, key: string): Promise<void> {
    const { attempts, lockouts, seconds } = limiterOf(name);
    let full: RateLimiterRes;
    try {
      await attempts.consume(key);
      return;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      full = error;
    }
    if (lockouts !== undefined && full.consumedPoints === attempts.points + 1) {
      const { consumedPoints } = await lockouts.consume(key);
      full = await attempts.block(key, lockoutSeconds(seconds, consumedPoints));
    }
    throw tooOften(full.msBeforeNext);
  }

  async function forget(name: LimitName, key: string): Promise<void> {
    const { attempts, lockouts } = limiterOf(name);
    await attempts.delete(key);
    await lockouts?.delete(key);
  }

  return {
    count,
    forget,
    async guard(counted, attempt) {
      for (const [name, key] of counted) await count(name, key);
      try {
        const result = await attempt();
        for (const [name, key] of counted) await takeBack(name, key);
        return result;
      } catch (error) {
        // A fault of ours says nothing about who asked.
        if (!(error instanceof Refusal)) for (const [name, key] of counted) await limiterOf(name).attempts.reward(key);
        throw error;
      }
    },
  };

  /** Whoever knows the secret of an account has made good what was tried on it; an address may stand for many people. */
  async function takeBack(name: LimitName, key: string): Promise<void> {
    if (limiterOf(name).lockouts !== undefined) await forget(name, key);
    else await limiterOf(name).attempts.reward(key);
  }
}

type Limiter = { attempts: RateLimiterAbstract; lockouts: RateLimiterAbstract | undefined; seconds: number };

/** The `nth` lock-out of a day lasts this long. */
export function lockoutSeconds(first: number, nth: number): number {
  return Math.max(first, Math.min(first * 2 ** (nth - 1), LONGEST_S));
}

function makeCounter(redis: Settings['redis'], name: string, points: number, duration: number): RateLimiterAbstract {
  const inMemory = new RateLimiterMemory({ keyPrefix: name, points, duration });
  if (redis === undefined) return inMemory;
  return new RateLimiterRedis({
    storeClient: redis.client,
    keyPrefix: `${redis.namespace}:limit:${name}`,
    points,
    duration,
    insuranceLimiter: inMemory,
  });
}

function tooOften(ms: number): Refusal {
  return new Refusal('rate-limited', 'Too many attempts.', { retryAfterMs: Math.max(1000, Math.ceil(ms)) });
}
