import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Grant, Rate } from '../../agents/models/limits/bucket.ts';
import { type LimitKey, nameOfKey, type SharedLimits } from '../../agents/models/limits/sharedLimits.ts';
import type { RedisConnection } from '../bus/redis.ts';
import { bucketScript, type ScriptArguments } from './bucketScript.ts';

const Answer = z.union([
  z.tuple([z.literal('granted'), z.number()]),
  z.tuple([z.literal('wait'), z.number()]),
  z.tuple([z.literal('too-large'), z.number()]),
  z.tuple([z.literal('done')]),
]);

type Settings = {
  redis: Pick<RedisConnection, 'eval' | 'evalsha'>;
  /** Keeps several workspaces on one Redis apart. */
  namespace: string;
  rateOf(key: LimitKey): Rate;
  /** The limits of this process alone, for as long as Redis is away. */
  own: SharedLimits;
  logger: Pick<Logger, 'warn' | 'info'>;
  /** In place of the clock of Redis. */
  now?: () => number;
};

const SHA = createHash('sha1').update(bucketScript).digest('hex');

/** The limits of all processes on one Redis. While it is away each counts by itself, so that calls go on. */
export function createRedisLimits({ redis, namespace, rateOf, own, logger, now }: Settings): SharedLimits {
  const grantedHere = new WeakSet<Grant>();
  let away = false;

  async function run(key: LimitKey, ...event: EventArguments): Promise<z.infer<typeof Answer>> {
    const rate = rateOf(key);
    const given: ScriptArguments = [
      now === undefined ? '' : String(now()),
      rate.requests ?? -1,
      rate.tokens ?? -1,
      ...event,
    ];
    const name = `${namespace}:bucket:${nameOfKey(key)}`;
    try {
      return Answer.parse(await redis.evalsha(SHA, 1, name, ...given));
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return Answer.parse(await redis.eval(bucketScript, 1, name, ...given));
    }
  }

  /** What Redis answers, or where it is away what `instead` does. */
  async function shared<T>(ask: () => Promise<T>, instead: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      if (away) logger.info('the limits of the models are counted on Redis again');
      away = false;
      return answer;
    } catch (error) {
      if (!away) logger.warn({ err: error }, 'Redis is away: this process counts the limits of the models by itself');
      away = true;
      return instead();
    }
  }

  return {
    take: (key, ask) =>
      shared(
        async () => {
          const [kind, value] = await run(key, 'take', ask.ticket, ask.tokens);
          switch (kind) {
            case 'granted':
              return { kind, grant: { slot: value, tokens: ask.tokens } };
            case 'wait':
              return { kind, waitMs: value };
            case 'too-large':
              return { kind, most: value };
            case 'done':
              throw new Error('a bucket did not answer');
          }
        },
        async () => {
          const taken = await own.take(key, ask);
          if (taken.kind === 'granted') grantedHere.add(taken.grant);
          return taken;
        },
      ),
    async settle(key, grant, used) {
      // Redis never counted these, and must not give back what it did not take.
      if (grantedHere.has(grant)) return own.settle(key, grant, used);
      await shared(
        async () => {
          await run(key, 'settle', grant.slot, grant.tokens, used.requests, used.tokens);
        },
        // It comes back by itself after its minute.
        async () => {},
      );
    },
    async leave(key, ticket) {
      await own.leave(key, ticket);
      await shared(
        async () => {
          await run(key, 'leave', ticket);
        },
        async () => {},
      );
    },
    told: (key, told) =>
      shared(
        async () => {
          const values = [told.requests, told.tokens].flatMap((one) => [one?.limit ?? -1, one?.left ?? -1]);
          await run(key, 'told', ...values);
        },
        () => own.told(key, told),
      ),
    complained: (key, retryAfterMs) =>
      shared(
        async () => {
          await run(key, 'complained', retryAfterMs ?? -1);
        },
        () => own.complained(key, retryAfterMs),
      ),
  };
}

type EventArguments = ScriptArguments extends readonly [string, number, number, ...infer Rest] ? Rest : never;
