import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { AGEING_MS } from './fairQueue.ts';
import { createScheduler, type Place, type Scheduled } from './scheduler.ts';

const BOUNDS = { most: 100, mostPerChat: 60 };

function crowd(concurrency: number, bounds = BOUNDS) {
  let time = 0;
  const scheduler = createScheduler({ concurrency, bounds, now: () => time });
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  return {
    scheduler,
    begun,
    pass: (ms: number) => void (time += ms),
    /** Work that goes on until `end(name)`. */
    ask(name: string, place: Partial<Place> = {}): Promise<Scheduled<string>> {
      const work = async () => {
        begun.push(name);
        const { promise, resolve, reject } = Promise.withResolvers<string>();
        ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error)));
        return promise;
      };
      const signal = new AbortController().signal;
      return scheduler.schedule(work, { userId: 'u', chatId: 'a', priority: 'person', signal, ...place });
    },
    async end(name: string, error?: Error): Promise<void> {
      ends.get(name)?.(error);
      await settled();
    },
  };
}

/** After everything that needs no more than promises. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('the scheduler', () => {
  test('does so many at once and hands on what they return', async () => {
    const { ask, end, begun, scheduler } = crowd(2);
    const all = ['one', 'two', 'three'].map((name) => ask(name));
    await settled();
    expect(begun).toEqual(['one', 'two']);
    expect([scheduler.running(), scheduler.waiting()]).toEqual([2, 1]);
    await end('two');
    expect(begun).toEqual(['one', 'two', 'three']);
    await end('one');
    await end('three');
    expect(await Promise.all(all)).toEqual(['one', 'two', 'three'].map((value) => ({ kind: 'done', value })));
    expect([scheduler.running(), scheduler.waiting()]).toEqual([0, 0]);
  });

  test('what throws makes room too', async () => {
    const { ask, end, begun } = crowd(1);
    const first = ask('first');
    const refused = expect(first).rejects.toThrow('broken');
    void ask('second');
    await settled();
    await end('first', new Error('broken'));
    await refused;
    expect(begun).toEqual(['first', 'second']);
  });

  test('work that throws before it is a promise makes room too', async () => {
    const { scheduler, ask, begun } = crowd(1);
    const broken = scheduler.schedule(
      () => {
        throw new Error('at once');
      },
      { userId: 'u', chatId: 'a', priority: 'person', signal: new AbortController().signal },
    );
    await expect(broken).rejects.toThrow('at once');
    void ask('next');
    await settled();
    expect(begun).toEqual(['next']);
  });

  test("another chat's one comes next after fifty", async () => {
    const { ask, end, begun } = crowd(2);
    for (let n = 0; n < 50; n++) void ask(`a${n}`);
    void ask('b', { chatId: 'b' });
    await settled();
    await end('a0');
    await end('a1');
    expect(begun.slice(0, 4)).toContain('b');
  });

  test('what is stopped while it waits never begins, and takes nobody else with it', async () => {
    const { ask, end, begun } = crowd(1);
    const stop = new AbortController();
    void ask('first');
    const stopped = ask('stopped', { signal: stop.signal });
    void ask('last');
    await settled();
    stop.abort();
    expect(await stopped).toEqual({ kind: 'refused', reason: 'stopped' });
    await end('first');
    expect(begun).toEqual(['first', 'last']);
  });

  test('what is stopped beforehand takes no place', async () => {
    const { ask, scheduler, begun } = crowd(1);
    expect(await ask('never', { signal: AbortSignal.abort() })).toEqual({ kind: 'refused', reason: 'stopped' });
    expect([begun, scheduler.running()]).toEqual([[], 0]);
  });

  test('a stop just when the turn comes leaves no place taken', async () => {
    const { ask, end, begun, scheduler } = crowd(1);
    const stop = new AbortController();
    const one = ask('one', { signal: stop.signal });
    stop.abort();
    void ask('two');
    await settled();
    await end('one');
    expect(await one).toEqual({ kind: 'done', value: 'one' });
    expect([begun, scheduler.running()]).toEqual([['one', 'two'], 1]);
  });

  test('leaves nothing on a signal that outlives it', async () => {
    const { ask, end } = crowd(1);
    const { signal } = new AbortController();
    const all = [ask('one', { signal }), ask('two', { signal })];
    await settled();
    await end('one');
    await end('two');
    await Promise.all(all);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('refuses what is too much', async () => {
    const { ask } = crowd(1, { most: 3, mostPerChat: 2 });
    void ask('runs');
    void ask('a1');
    void ask('a2');
    expect(await ask('a3')).toEqual({ kind: 'refused', reason: 'chat-full' });
    void ask('b1', { chatId: 'b' });
    expect(await ask('c1', { chatId: 'c' })).toEqual({ kind: 'refused', reason: 'queue-full' });
  });

  test('what nobody waits for comes at last', async () => {
    const { ask, end, begun, pass } = crowd(1);
    void ask('first');
    void ask('later', { chatId: 'b', userId: 'v', priority: 'background' });
    for (let n = 0; n < 5; n++) void ask(`a${n}`);
    await settled();
    await end('first');
    expect(begun).toEqual(['first', 'a0']);
    pass(2 * AGEING_MS);
    await end('a0');
    await end('a1');
    expect(begun).toContain('later');
  });
});
