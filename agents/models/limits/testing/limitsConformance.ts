import { describe, expect, test } from 'vitest';
import { BUCKET, type Grant, type Rate } from '../bucket.ts';
import type { LimitKey, SharedLimits } from '../sharedLimits.ts';

export type LimitsUnderTest = {
  /** Several are as many processes that share what they know; where that is impossible they are one. */
  open(rateOf: (key: LimitKey) => Rate, now: () => number): Promise<SharedLimits>;
};

const START = 1_790_000_000_000;
const RATE: Rate = { requests: 5, tokens: 1_000 };
const KEY: LimitKey = { provider: 'vendor', model: 'family/one', key: 'main' };

/** What every form of the port must do; `make` gives a fresh world for each test. */
export function limitsConformance(name: string, make: () => Promise<LimitsUnderTest>): void {
  describe(`limits, ${name}`, () => {
    async function start(rate: Rate = RATE) {
      let time = START;
      const world = await make();
      const open = () =>
        world.open(
          () => rate,
          () => time,
        );
      const limits = await open();
      return { limits, open, pass: (ms: number) => void (time += ms) };
    }

    async function granted(limits: SharedLimits, ticket: string, tokens: number, key = KEY): Promise<Grant> {
      const taken = await limits.take(key, { ticket, tokens });
      if (taken.kind !== 'granted') throw new Error(`${ticket}: ${JSON.stringify(taken)}`);
      return taken.grant;
    }

    test('grants up to the rate of a minute, then says how long to wait', async () => {
      const { limits, pass } = await start();
      for (const ticket of ['a', 'b', 'c', 'd', 'e']) await granted(limits, ticket, 1);
      expect(await limits.take(KEY, { ticket: 'f', tokens: 1 })).toEqual({ kind: 'wait', waitMs: 61_000 });
      pass(61_000);
      await granted(limits, 'f', 1);
    });

    test('counts each provider, model and key by itself', async () => {
      const { limits } = await start();
      await granted(limits, 'a', 1_000);
      for (const other of [{ provider: 'another' }, { model: 'two' }, { key: 'second' }]) {
        await granted(limits, 'b', 1_000, { ...KEY, ...other });
      }
      await granted(limits, 'c', 1_000, { provider: 'vendor/family', model: 'one', key: 'main' });
    });

    test('refuses what no minute holds', async () => {
      const { limits } = await start();
      expect(await limits.take(KEY, { ticket: 'a', tokens: 1_001 })).toEqual({ kind: 'too-large', most: 1_000 });
    });

    test('is settled with what was used', async () => {
      const { limits, pass } = await start();
      const grant = await granted(limits, 'a', 900);
      pass(2_500);
      await limits.settle(KEY, grant, { requests: 1, tokens: 300 });
      const more = await granted(limits, 'b', 600);
      await limits.settle(KEY, more, { requests: 1, tokens: 700 });
      expect(await limits.take(KEY, { ticket: 'c', tokens: 1 })).toMatchObject({ kind: 'wait' });
    });

    test('keeps the line until somebody leaves it or does not come back', async () => {
      const { limits, pass } = await start();
      await granted(limits, 'a', 200);
      expect(await limits.take(KEY, { ticket: 'large', tokens: 1_000 })).toMatchObject({ kind: 'wait' });
      expect(await limits.take(KEY, { ticket: 'b', tokens: 1 })).toMatchObject({ kind: 'wait' });
      await limits.leave(KEY, 'large');
      await granted(limits, 'b', 1);
      expect(await limits.take(KEY, { ticket: 'gone', tokens: 1_000 })).toMatchObject({ kind: 'wait' });
      pass(BUCKET.place);
      await granted(limits, 'c', 1);
    });

    test('rests after a complaint and is narrower afterwards', async () => {
      const { limits, pass } = await start();
      await limits.complained(KEY, 3_000);
      expect(await limits.take(KEY, { ticket: 'a', tokens: 1 })).toEqual({ kind: 'wait', waitMs: 3_000 });
      pass(3_000);
      await granted(limits, 'a', 100);
      await granted(limits, 'b', 400);
      expect(await limits.take(KEY, { ticket: 'c', tokens: 1 })).toMatchObject({ kind: 'wait' });
      await limits.leave(KEY, 'c');
      await limits.complained(KEY, undefined);
      expect(await limits.take({ ...KEY, key: 'other' }, { ticket: 'd', tokens: 1 })).toMatchObject({
        kind: 'granted',
      });
    });

    test('keeps to what the provider says where nobody set anything, and forgets it after a while', async () => {
      const { open, pass } = await start({ requests: null, tokens: null });
      const [limits, other] = await Promise.all([open(), open()]);
      await granted(limits, 'a', 10);
      await limits.told(KEY, { requests: { limit: 3, left: 2 }, tokens: null });
      await granted(other, 'b', 1_000_000);
      await granted(limits, 'c', 10);
      expect(await other.take(KEY, { ticket: 'd', tokens: 1 })).toEqual({ kind: 'wait', waitMs: 61_000 });
      await other.leave(KEY, 'd');
      pass(BUCKET.toldFor);
      for (const ticket of ['e', 'f', 'g', 'h']) await granted(other, ticket, 1);
    });

    test('counts what others use with the same key, and goes by what was set before all', async () => {
      const { limits } = await start({ requests: 9, tokens: null });
      await limits.told(KEY, { requests: { limit: 2, left: 2 }, tokens: { limit: 1_000, left: 300 } });
      for (const ticket of ['a', 'b', 'c']) await granted(limits, ticket, 100);
      expect(await limits.take(KEY, { ticket: 'd', tokens: 1 })).toEqual({ kind: 'wait', waitMs: 61_000 });
    });

    test('many at once get no more than there is', async () => {
      const { open } = await start({ requests: 40, tokens: 10_000 });
      const processes = await Promise.all([open(), open()]);
      const asked = Array.from({ length: 100 }, (_, n) =>
        (processes[n % 2] ?? processes[0]).take(KEY, { ticket: `t${n}`, tokens: 1 + (n % 7) }),
      );
      const answers = await Promise.all(asked);
      expect(answers.filter(({ kind }) => kind === 'granted')).toHaveLength(40);
    });
  });
}
