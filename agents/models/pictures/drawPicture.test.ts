import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildImageMaker } from '../../providers/build.ts';
import { modelsWith, quickClock, recordedLog } from '../../testing/parts.ts';
import { PICTURE, startOpenAiServer } from '../../testing/openaiServer.ts';
import { type Behaviour, VENDOR_KEY, type VendorServer } from '../../testing/vendorServer.ts';
import { knownProvider } from '../../testing/vendors.ts';
import { recordedTrace } from '../../testing/recordedTrace.ts';
import type { Trace } from '../../run/tracer.ts';
import { createBreaker } from '../breaker.ts';
import type { Purse } from '../budget/withBudget.ts';
import type { ImagePrice } from '../catalog/imagePrice.ts';
import type { Rate } from '../limits/bucket.ts';
import { createCredentials } from '../limits/credentials.ts';
import { createScheduler } from '../limits/scheduler.ts';
import { createOwnLimits } from '../limits/sharedLimits.ts';
import { withLimits } from '../limits/withLimits.ts';
import { drawPicture, type Offer } from './drawPicture.ts';

const request = { prompt: 'A hive at dawn', size: '1024x1024', quality: 'low' } as const;
const spender = { userId: 'ada', chatId: 'c', agentId: 'creative', runId: 'r' };
const COST = 11_000;
const costing = (costMicros: number | null, provider = 'openai') => {
  return costMicros === 0 ? [] : [{ provider, model: 'gpt-image-1.5', inputTokens: 0, outputTokens: 0, costMicros }];
};
const price: ImagePrice = {
  ...{ source: 'test', asOf: '2026-11-01' },
  perImage: [{ size: '1024x1024', quality: 'low', price: 0.011 }],
};
const UNKNOWN: Rate = { requests: null, tokens: null };

describe('a picture, through the SDK', () => {
  let one: VendorServer;
  let other: VendorServer;
  beforeAll(async () => {
    [one, other] = await Promise.all([startOpenAiServer(), startOpenAiServer()]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
  });
  let counted: (number | null)[] = [];
  let reserved = 0;
  const seen = { one: 0, other: 0 };
  afterEach(() => {
    counted = [];
    reserved = 0;
    seen.one = one.images.length;
    seen.other = other.images.length;
  });

  const offer = (server: VendorServer, { key = VENDOR_KEY, provider = 'openai', patienceMs = 5_000 } = {}): Offer => {
    const patience = { firstTokenMs: patienceMs, idleMs: patienceMs };
    const entry = { ...knownProvider('openai'), id: provider };
    const maker = buildImageMaker({ entry, apiKey: key, baseUrl: `${server.url}/v1`, patience }, 'gpt-image-1.5');
    if (maker === undefined) throw new Error('it has an address');
    return { maker, price, local: false };
  };

  function desk(rate = UNKNOWN) {
    const clock = quickClock();
    const now = () => clock.now();
    const log = recordedLog();
    const purse: Purse = {
      limits: () => true,
      money: () => Promise.resolve(null),
      reserve: async () => ((reserved += 1), true),
      settle: async (_, micros) => void counted.push(micros),
    };
    const ask = withLimits({
      ...{
        scheduler: createScheduler({ concurrency: 4, bounds: { most: 9, mostPerChat: 9 }, now }),
        rateOf: () => rate,
      },
      ...{ shared: createOwnLimits(() => rate, now), clock, log },
    });
    const place = { userId: 'ada', chatId: 'c', priority: 'person' as const };
    const models = modelsWith([]);
    const ports = {
      ...{ models, clock, log, purse, spender, random: () => 0.5 },
      ...{ breaker: createBreaker(now), credentials: createCredentials(now) },
      ask: (
        candidate: Parameters<typeof ask>[0],
        given: Parameters<typeof ask>[1],
        patience?: Parameters<typeof ask>[3],
      ) => ask(candidate, given, place, patience),
    };
    const draw = (offers: readonly Offer[], signal = new AbortController().signal, trace?: Trace) =>
      drawPicture(offers, request, signal, { ...ports, trace });
    return { draw, clock, models };
  }
  const asked = () => ({ one: one.images.length - seen.one, other: other.images.length - seen.other });

  it('is made, and paid once', async () => {
    const made = await desk().draw([offer(one)]);
    expect(made).toEqual({ kind: 'made', bytes: new Uint8Array(PICTURE), shares: costing(COST) });
    expect({ asked: asked().one, reserved, counted }).toEqual({ asked: 1, reserved: 1, counted: [COST] });
  });

  it.each<[string, Behaviour, number]>([
    [
      'too many requests, as long as it says',
      { do: 'refuse', fault: 'rate-limited', headers: { 'retry-after': '7' } },
      7_200,
    ],
    ['a fault of the server', { do: 'refuse', fault: 'server-error' }, 400],
    ['a provider that is overloaded', { do: 'refuse', fault: 'overloaded' }, 400],
    ['a connection that broke', { do: 'reset', after: -1 }, 400],
  ])('is asked for again after %s, and paid once', async (_, fault, waitMs) => {
    one.next(fault);
    const { draw, clock } = desk();
    expect(await draw([offer(one)])).toMatchObject({ kind: 'made', shares: costing(COST) });
    expect({ asked: asked().one, reserved, counted }).toEqual({ asked: 2, reserved: 1, counted: [COST] });
    expect(clock.waits[0]).toBe(waitMs);
  });

  it('is told of try by try, model by model, with the cost at the last of each', async () => {
    const fault: Behaviour = { do: 'refuse', fault: 'server-error' };
    one.next(fault, fault, fault);
    other.next({ do: 'answer' });
    const { root, trace } = recordedTrace();
    const second = { ...offer(other, { provider: 'house' }) };
    expect(await desk().draw([offer(one), second], undefined, trace)).toMatchObject({ kind: 'made' });
    const told = root.spans.map(({ what, end }) => {
      const { texts, ...rest } = end ?? {};
      return [what?.kind === 'model' && [what.provider, what.attempt, what.draws], rest, texts?.()];
    });
    const texts = { of: 'model', input: [{ role: 'user', parts: [{ type: 'text', content: request.prompt }] }] };
    expect(told).toMatchObject([
      [['openai', 1, true], { error: 'overloaded', retryInMs: 400 }, texts],
      [['openai', 2, true], { error: 'overloaded' }, texts],
      [['openai', 3, true], { error: 'overloaded', costMicros: 0 }, texts],
      [['house', 1, true], { costMicros: COST }, texts],
    ]);

    const stop = new AbortController();
    one.next({ do: 'hang', after: -1 });
    const { root: stopped, trace: heard } = recordedTrace();
    const drawing = desk().draw([offer(one)], stop.signal, heard);
    await expect.poll(() => asked().one).toBe(4);
    stop.abort();
    await drawing;
    expect(stopped.spans[0]?.end).toMatchObject({ stopped: true });
  });

  it.each<[string, Behaviour, [fault: string, times: number, cost: number | null]]>([
    ['too many requests', { do: 'refuse', fault: 'rate-limited' }, ['rate-limited', 3, 0]],
    ['faults of the server', { do: 'refuse', fault: 'server-error' }, ['overloaded', 3, 0]],
    ['a refusal of what is asked', { do: 'refuse', fault: 'refused' }, ['refused', 1, 0]],
    ['an account without credit', { do: 'refuse', fault: 'no-credit' }, ['out-of-credit', 1, 0]],
    // It may have been made, so that all that was set aside counts, and nobody asks for another one.
    ['an answer that is no JSON', { do: 'send', body: '{"data": [{"b64_' }, ['internal', 1, null]],
    ['an answer without a picture', { do: 'send', body: '{"data": []}' }, ['internal', 1, null]],
    ['a picture that is none', { do: 'send', body: '{"data": [{"b64_json": "%%%"}]}' }, ['internal', 1, null]],
  ])('is given up after %s', async (_, fault, [expected, times, cost]) => {
    one.next(fault, fault, fault);
    const { draw, models } = desk();
    expect(await draw([offer(one)])).toEqual({ kind: 'failed', fault: expected, shares: costing(cost) });
    expect({ asked: asked().one, reserved, counted }).toEqual({ asked: times, reserved: 1, counted: [cost] });
    expect(models.failures).toHaveLength(times);
    await Promise.all(Array.from({ length: 3 - times }, () => draw([offer(one)])));
  });

  it('is asked for once more after silence, and then counts as all that was set aside', async () => {
    one.next({ do: 'hang', after: -1 }, { do: 'hang', after: -1 });
    const made = await desk().draw([offer(one, { patienceMs: 60 })]);
    expect(made).toEqual({ kind: 'failed', fault: 'timeout', shares: costing(null) });
    expect({ asked: asked().one, counted }).toEqual({ asked: 2, counted: [null] });
  });

  it('is made by the next that can, and paid there alone', async () => {
    one.next({ do: 'refuse', fault: 'no-credit' });
    const made = await desk().draw([offer(one), offer(other, { provider: 'else' })]);
    expect(made).toMatchObject({ kind: 'made', shares: costing(COST, 'else') });
    expect({ asked: asked(), counted }).toEqual({ asked: { one: 1, other: 1 }, counted: [0, COST] });
  });

  it('is counted for who drew it, and for who may have', async () => {
    // Silence is no refusal: it may have been drawn, for as much as nobody knows.
    one.next({ do: 'hang', after: -1 }, { do: 'hang', after: -1 });
    const made = await desk().draw([offer(one, { patienceMs: 60 }), offer(other, { provider: 'else' })]);
    expect(made).toMatchObject({ kind: 'made', shares: [...costing(null), ...costing(COST, 'else')] });
    expect(counted).toEqual([null, COST]);
  });

  it('is not asked for again with a key that was refused, nor elsewhere when its content was', async () => {
    const { draw } = desk();
    const offers = [offer(one, { key: 'sk-wrong-0123456789' }), offer(other, { provider: 'else' })];
    expect(await draw(offers)).toMatchObject({ kind: 'made' });
    other.next({ do: 'refuse', fault: 'refused' });
    expect(await draw(offers.toReversed())).toMatchObject({ kind: 'failed', fault: 'refused' });
    // The key rests, so that only the other one is asked.
    counted = [];
    expect(await draw(offers)).toMatchObject({ kind: 'made' });
    expect(counted).toEqual([COST]);
    expect(asked()).toEqual({ one: 0, other: 3 });
  });

  it('is not asked of a model that fails most of the time where another one is there', async () => {
    const { draw } = desk();
    one.next(...Array.from({ length: 6 }, (): Behaviour => ({ do: 'refuse', fault: 'server-error' })));
    const offers = [offer(one), offer(other, { provider: 'else' })];
    for (let times = 0; times < 3; times += 1) expect(await draw(offers)).toMatchObject({ kind: 'made' });
    expect(asked()).toEqual({ one: 6, other: 3 });
  });

  it('keeps to what the provider lets through in a minute', async () => {
    const { draw, clock } = desk({ requests: 1, tokens: null });
    await draw([offer(one)]);
    expect(clock.waits).toEqual([]);
    expect(await draw([offer(one)])).toMatchObject({ kind: 'made' });
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(55_000);
  });

  it('costs nothing where it was stopped before anybody was asked', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await desk().draw([offer(one)], stop.signal)).toEqual({ kind: 'failed', fault: 'aborted', shares: [] });
    expect({ asked: asked().one, counted }).toEqual({ asked: 0, counted: [0] });
  });
});
