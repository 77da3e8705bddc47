import { describe, expect, test } from 'vitest';
import type { ModelRequest, Provider } from '../../providers/provider.ts';
import { createDemo } from '../../providers/demo.ts';
import { createScripted, type Script, writing } from '../../providers/scripted.ts';
import { candidateFor, quickClock, recordedLog } from '../../testing/parts.ts';
import type { Rate } from './bucket.ts';
import { Held } from './held.ts';
import { createScheduler } from './scheduler.ts';
import { createOwnLimits, type SharedLimits } from './sharedLimits.ts';
import { withLimits } from './withLimits.ts';

const FREE: Rate = { requests: null, tokens: null };
const PLACE = { userId: 'anna', chatId: 'chat', priority: 'person' } as const;
const USAGE = { inputTokens: 10, outputTokens: 5 };

function limited(rate: Rate, more: { concurrency?: number; mostPerChat?: number } = {}) {
  const clock = quickClock();
  const now = () => clock.now();
  const bounds = { most: 100, mostPerChat: more.mostPerChat ?? 100 };
  const scheduler = createScheduler({ concurrency: more.concurrency ?? 4, bounds, now });
  const counting = createOwnLimits(() => rate, now);
  const shared: string[] = [];
  const told: SharedLimits = {
    take: (key, ask) => {
      shared.push(`take ${ask.tokens}`);
      return counting.take(key, ask);
    },
    settle: (key, grant, used) => {
      shared.push(`settle ${used.tokens}`);
      return counting.settle(key, grant, used);
    },
    leave: (key, ticket) => counting.leave(key, ticket),
    told: (key, rate) => {
      shared.push(`told ${rate.requests?.limit}`);
      return counting.told(key, rate);
    },
    complained: (key, ms) => {
      shared.push(`complained ${ms}`);
      return counting.complained(key, ms);
    },
  };
  const log = recordedLog();
  const ask = withLimits({ scheduler, rateOf: () => rate, shared: told, clock, log });
  const read = async (provider: Provider, request: Partial<ModelRequest> = {}, place: Partial<typeof PLACE> = {}) => {
    let text = '';
    for await (const event of ask(candidateFor(provider, 'm'), asking(request), { ...PLACE, ...place })) {
      if (event.type === 'text') text += event.text;
    }
    return text;
  };
  return { read, clock, scheduler, shared, ask };
}

function asking(more: Partial<ModelRequest> = {}): ModelRequest {
  const signal = new AbortController().signal;
  const turns = [{ role: 'user' as const, text: 'x'.repeat(27) }];
  return { model: 'm', system: 'abc', turns, soFar: '', maxOutputTokens: 90, signal, ...more };
}

function one(script: Script = writing(['Hi'])): Provider {
  return createScripted(script, { usage: USAGE });
}

describe('withLimits', () => {
  test('reserves what a call can use at most and gives back what it did not', async () => {
    const { read, shared } = limited({ requests: 10, tokens: 1_000 });
    expect(await read(one())).toBe('Hi');
    expect(shared).toEqual(['take 100', 'settle 15']);
  });

  test('asks nobody else to count where no rate is known', async () => {
    const { read, shared, clock } = limited(FREE);
    expect(await read(one())).toBe('Hi');
    expect(await read(createDemo(quickClock()))).not.toBe('');
    expect(shared).toEqual([]);
    expect(clock.waits).toEqual([]);
  });

  test('waits longer where somebody does and nobody else can be asked, and says for how long', async () => {
    const { ask, read, clock } = limited({ requests: 1, tokens: null });
    await read(one());
    clock.waits.length = 0;
    const waits: number[] = [];
    let text = '';
    for await (const event of ask(candidateFor(one(), 'm'), asking(), PLACE, { onWait: (ms) => void waits.push(ms) })) {
      if (event.type === 'text') text += event.text;
    }
    expect(text).toBe('Hi');
    expect(waits[0]).toBe(61_000);
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBe(61_000);
  });

  test('waits for room as long as it comes soon, and says when it would where it does not', async () => {
    const { read, clock } = limited({ requests: 1, tokens: null });
    await read(one());
    await expect(read(one())).rejects.toMatchObject({ name: 'Held', fault: 'rate-limited', retryAfterMs: 61_000 });
    await clock.sleep(55_000, new AbortController().signal);
    clock.waits.length = 0;
    expect(await read(one())).toBe('Hi');
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBe(6_000);
  });

  test('never makes a call that a minute does not hold', async () => {
    const { read } = limited({ requests: null, tokens: 50 });
    const provider = createScripted(writing(['Hi']));
    await expect(read(provider)).rejects.toBeInstanceOf(Held);
    expect(provider.calls).toEqual([]);
  });

  test('heeds a complaint, with a known rate or without', async () => {
    for (const rate of [FREE, { requests: 10, tokens: 1_000 }]) {
      const { read, clock } = limited(rate);
      await expect(read(one([{ fail: 'rate-limited', retryAfterMs: 3_000 }]))).rejects.toMatchObject({
        fault: 'rate-limited',
      });
      expect(await read(one())).toBe('Hi');
      expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBe(3_000);
    }
  });

  test('narrows what complains although nobody knows its rate, and widens it again until nothing is counted', async () => {
    const { read, clock, shared } = limited(FREE, { concurrency: 1 });
    for (let times = 0; times < 12; times += 1) await read(one());
    await expect(read(one([{ fail: 'rate-limited', retryAfterMs: 1_000 }]))).rejects.toMatchObject({
      fault: 'rate-limited',
    });
    await clock.sleep(61_000, new AbortController().signal);
    // Of thirteen in a minute half, and something more after a minute.
    const before = clock.now();
    for (let times = 0; times < 10; times += 1) await read(one());
    expect(clock.now()).toBe(before);
    await expect(read(one())).rejects.toMatchObject({ name: 'Held', fault: 'rate-limited' });
    await clock.sleep(61_000, new AbortController().signal);
    const later = clock.now();
    for (let times = 0; times < 50; times += 1) await read(one());
    expect(clock.now()).toBe(later);
    expect(shared).toEqual([]);
  });

  test('goes by what a provider says of its rates, with all processes, and not where they were set', async () => {
    const saying = (limit: number): Provider => {
      const plain = one();
      return {
        ...plain,
        async *stream(request) {
          request.onRate?.({ requests: { limit, left: limit - 1 }, tokens: null });
          yield* plain.stream(request);
        },
      };
    };
    const { read, shared, clock } = limited(FREE);
    await read(saying(2));
    expect(shared).toEqual(['told 2']);
    await read(saying(2));
    expect(shared).toEqual(['told 2', 'take 100', 'told 2', 'settle 15']);
    await expect(read(saying(2))).rejects.toMatchObject({ name: 'Held', fault: 'rate-limited' });
    await clock.sleep(600_000, new AbortController().signal);
    shared.length = 0;
    await read(one());
    expect(shared).toEqual([]);
    const set = limited({ requests: 10, tokens: 1_000 });
    await set.read(saying(2));
    expect(set.shared).toEqual(['take 100', 'settle 15']);
  });

  test('holds its place until the stream ends, and frees it where its reader goes', async () => {
    const { ask, scheduler } = limited(FREE, { concurrency: 1 });
    for await (const event of ask(candidateFor(one(writing(['a', 'b'])), 'm'), asking(), PLACE)) {
      expect([event.type, scheduler.running()]).toEqual(['text', 1]);
      break;
    }
    await Promise.resolve();
    expect(scheduler.running()).toBe(0);
    const broken = limited(FREE, { concurrency: 1 });
    await expect(broken.read(one([{ fail: 'overloaded' }]))).rejects.toMatchObject({ fault: 'overloaded' });
    expect(await broken.read(one())).toBe('Hi');
  });

  test('serves the chats in turn, and refuses what is too much of one', async () => {
    const { read } = limited(FREE, { concurrency: 1, mostPerChat: 2 });
    const ended: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const ask = (name: string, chatId: string, script: Script = writing(['Hi'])) =>
      read(one(script), {}, { chatId } as object).then(() => void ended.push(name));
    const all = [
      ask('first', 'many', [{ until: gate.promise }, { text: 'Hi' }]),
      ask('many 1', 'many'),
      ask('many 2', 'many'),
      ask('one', 'one'),
    ];
    await expect(ask('many 3', 'many')).rejects.toMatchObject({ name: 'Held', fault: 'overloaded' });
    gate.resolve(undefined);
    await Promise.all(all);
    expect(ended.slice(0, 1)).toEqual(['first']);
    expect(ended.indexOf('one')).toBeLessThan(ended.indexOf('many 2'));
  });

  test('ends while it waits for its turn or for room', async () => {
    const { read } = limited({ requests: 1, tokens: null }, { concurrency: 1 });
    const stop = new AbortController();
    const hanging = read(one([{ text: 'a' }, { hang: true }]), { signal: stop.signal });
    const waiting = read(one(), { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await expect(hanging).rejects.toMatchObject({ fault: 'aborted' });
    await expect(waiting).rejects.toMatchObject({ fault: 'aborted' });
  });
});
