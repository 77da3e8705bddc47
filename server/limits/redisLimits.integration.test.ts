import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, type Grant, type Rate } from '../../agents/models/limits/bucket.ts';
import { createOwnLimits, type SharedLimits } from '../../agents/models/limits/sharedLimits.ts';
import { limitsConformance } from '../../agents/models/limits/testing/limitsConformance.ts';
import { randomOf } from '../../agents/models/limits/testing/random.ts';
import { newId } from '../../shared/ids.ts';
import { connectRedis, type RedisConnection } from '../bus/redis.ts';
import { createRedisLimits } from './redisLimits.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const logger = pino({ level: 'silent' });
const KEY = { provider: 'p', model: 'm', key: 'k' };

/** Fails instead of counting by itself. */
const nobody: SharedLimits = {
  take: () => Promise.reject(new Error('Redis was away')),
  settle: () => Promise.reject(new Error('Redis was away')),
  leave: async () => {},
  complained: () => Promise.reject(new Error('Redis was away')),
  told: () => Promise.reject(new Error('Redis was away')),
};

describe.skipIf(redisUrl === undefined)(
  redisUrl === undefined ? 'skipped: TEST_REDIS_URL is not set' : 'limits on Redis',
  () => {
    const clients: RedisConnection[] = [];
    let turn = 0;

    beforeAll(async () => {
      for (let n = 0; n < 2; n++) clients.push(await connectRedis(redisUrl ?? ''));
    });
    afterAll(() => clients.forEach((client) => client.disconnect()));

    /** The clients take turns, so that two that are opened are two connections. */
    function client(): RedisConnection {
      turn += 1;
      const chosen = clients[turn % clients.length];
      if (chosen === undefined) throw new Error('there is no client');
      return chosen;
    }

    function open(rate: Rate, now?: () => number, namespace = newId()): SharedLimits {
      const settings = { redis: client(), namespace, rateOf: () => rate, own: nobody, logger };
      return createRedisLimits(now === undefined ? settings : { ...settings, now });
    }

    limitsConformance('on Redis, two clients', async () => {
      const namespace = newId();
      return {
        open: async (rateOf, now) =>
          createRedisLimits({ redis: client(), namespace, rateOf, own: nobody, logger, now }),
      };
    });

    it.each([1, 2, 3, 4, 5, 6])('does what the bucket of one process does (seed %i)', async (seed) => {
      const random = randomOf(seed);
      const known = { requests: 2 + random.below(10), tokens: 50 + random.below(500) };
      const rate = random.one<Rate>([known, { requests: null, tokens: null }, { ...known, requests: null }]);
      let time = 1_790_000_000_000;
      const own = createOwnLimits(
        () => rate,
        () => time,
      );
      const shared = open(rate, () => time);
      const grants: Grant[] = [];
      for (let n = 0; n < 250; n++) {
        time += random.one([0, 1, 40, 999, 5_000, 30_000]);
        const ask = { ticket: `t${random.below(6)}`, tokens: random.below(120) };
        switch (random.one(['take', 'take', 'take', 'settle', 'leave', 'complained', 'told'] as const)) {
          case 'take': {
            const expected = await own.take(KEY, ask);
            expect(await shared.take(KEY, ask)).toEqual(expected);
            if (expected.kind === 'granted') grants.push(expected.grant);
            break;
          }
          case 'settle': {
            const grant = grants.splice(random.below(grants.length), 1)[0];
            const used = { requests: random.one([0, 1] as const), tokens: random.below(150) };
            if (grant !== undefined) await Promise.all([own.settle(KEY, grant, used), shared.settle(KEY, grant, used)]);
            break;
          }
          case 'told': {
            const said = () => ({ limit: 3 + random.below(20), left: random.below(3) });
            const told = { requests: random.one([null, said()]), tokens: random.one([null, said()]) };
            await Promise.all([own.told(KEY, told), shared.told(KEY, told)]);
            break;
          }
          case 'leave':
            await Promise.all([own.leave(KEY, ask.ticket), shared.leave(KEY, ask.ticket)]);
            break;
          case 'complained': {
            const after = [undefined, 0, 1_500.5, 20_000, 1e9][random.below(5)];
            // The long rests would leave nothing else to see.
            if (after !== 1e9 || n > 240)
              await Promise.all([own.complained(KEY, after), shared.complained(KEY, after)]);
          }
        }
      }
    });

    it('goes by the clock of Redis, whatever the clocks of the processes say', async () => {
      const namespace = newId();
      const rate = { requests: 1, tokens: null };
      const [a, b] = [open(rate, undefined, namespace), open(rate, undefined, namespace)];
      expect(await a.take(KEY, { ticket: 'a', tokens: 1 })).toMatchObject({ kind: 'granted' });
      const taken = await b.take(KEY, { ticket: 'b', tokens: 1 });
      if (taken.kind !== 'wait') throw new Error(taken.kind);
      expect(taken.waitMs).toBeGreaterThan(BUCKET.window / 2);
      expect(taken.waitMs).toBeLessThanOrEqual(BUCKET.window + BUCKET.slot);
    });

    it('leaves nothing behind for ever', async () => {
      const namespace = newId();
      const limits = open({ requests: 1, tokens: 9 }, undefined, namespace);
      await limits.take(KEY, { ticket: 'a', tokens: 1 });
      const ttl = async () => client().pttl(`${namespace}:bucket:p/m/k`);
      expect(await ttl()).toBeLessThanOrEqual(2 * BUCKET.window + BUCKET.slot);
      await limits.complained(KEY, 600_000);
      expect(await ttl()).toBeGreaterThan(600_000);
    });

    it('counts by itself while Redis is away, and gives nothing back there that was not taken there', async () => {
      const gone = await connectRedis(redisUrl ?? '');
      const namespace = newId();
      const rate = { requests: 2, tokens: 100 };
      const own = createOwnLimits(() => rate, Date.now);
      const limits = createRedisLimits({ redis: gone, namespace, rateOf: () => rate, own, logger });
      const before = await limits.take(KEY, { ticket: 'a', tokens: 60 });
      if (before.kind !== 'granted') throw new Error(before.kind);
      gone.disconnect();
      await limits.settle(KEY, before.grant, { requests: 1, tokens: 1 });
      const alone = await limits.take(KEY, { ticket: 'b', tokens: 100 });
      if (alone.kind !== 'granted') throw new Error(alone.kind);
      await limits.settle(KEY, alone.grant, { requests: 1, tokens: 0 });
      await limits.complained(KEY, 5_000);
      expect(await limits.take(KEY, { ticket: 'c', tokens: 1 })).toMatchObject({ kind: 'wait' });
      const others = createRedisLimits({ redis: client(), namespace, rateOf: () => rate, own: nobody, logger });
      expect(await others.take(KEY, { ticket: 'd', tokens: 41 })).toMatchObject({ kind: 'wait' });
    });
  },
);
