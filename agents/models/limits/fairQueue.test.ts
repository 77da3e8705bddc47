import { describe, expect, test } from 'vitest';
import { AGEING_MS, emptyQueue, type FairQueue, type Job, picked, pushed, removed } from './fairQueue.ts';
import { randomOf } from './testing/random.ts';

const BOUNDS = { most: 1_000, mostPerChat: 200 };

let made = 0;
function job(chatId: string, more: Partial<Job> = {}): Job {
  made += 1;
  return { id: `j${made}`, userId: `user of ${chatId}`, chatId, priority: 'person', weight: 1, since: 0, ...more };
}

function queueOf(...jobs: Job[]): FairQueue {
  return jobs.reduce((queue, one) => {
    const result = pushed(queue, one, BOUNDS);
    if (result.kind === 'refused') throw new Error(result.reason);
    return result.queue;
  }, emptyQueue);
}

function many(count: number, chatId: string, more: Partial<Job> = {}): Job[] {
  return Array.from({ length: count }, () => job(chatId, more));
}

/** The next turns, by chat. */
function turns(queue: FairQueue, count: number, now = 0): { chats: string[]; queue: FairQueue } {
  const chats: string[] = [];
  let rest = queue;
  while (chats.length < count) {
    const turn = picked(rest, now);
    if (turn === null) break;
    chats.push(turn.job.chatId);
    rest = turn.queue;
  }
  return { chats, queue: rest };
}

function shares(chats: readonly string[]): Record<string, number> {
  const count: Record<string, number> = {};
  for (const chat of chats) count[chat] = (count[chat] ?? 0) + 1;
  return count;
}

describe('the queue', () => {
  test('has nobody to serve when it is empty', () => {
    expect(picked(emptyQueue, 0)).toBeNull();
  });

  test('serves one chat in the order of coming', () => {
    const jobs = many(5, 'a');
    let queue = queueOf(...jobs);
    for (const expected of jobs) {
      const turn = picked(queue, 0);
      expect(turn?.job).toBe(expected);
      queue = turn?.queue ?? queue;
    }
    expect(queue).toEqual(emptyQueue);
  });

  test("one chat's fifty do not hold up another's one", () => {
    const first = turns(queueOf(...many(50, 'a')), 10);
    const late = pushed(first.queue, job('b'), BOUNDS);
    if (late.kind === 'refused') throw new Error(late.reason);
    expect(turns(late.queue, 2).chats).toContain('b');
  });

  test('two chats of one person take turns, as do two people', () => {
    const sameUser = { userId: 'u' };
    expect(shares(turns(queueOf(...many(50, 'a', sameUser), ...many(50, 'b', sameUser)), 20).chats)).toEqual({
      a: 10,
      b: 10,
    });
    expect(shares(turns(queueOf(...many(50, 'a'), ...many(50, 'b')), 20).chats)).toEqual({ a: 10, b: 10 });
  });

  test('a person with many chats gets no more than one with a single chat', () => {
    const busy = ['a', 'b', 'c', 'd'].flatMap((chatId) => many(20, chatId, { userId: 'busy' }));
    expect(shares(turns(queueOf(...busy, ...many(20, 'e')), 16).chats)).toEqual({ a: 2, b: 2, c: 2, d: 2, e: 8 });
  });

  test('weights give one chat of a person more turns than another', () => {
    const queue = queueOf(...many(60, 'a', { userId: 'u', weight: 3 }), ...many(60, 'b', { userId: 'u' }));
    expect(shares(turns(queue, 40).chats)).toEqual({ a: 30, b: 10 });
  });

  test('a weight of nothing is not served never', () => {
    const queue = queueOf(...many(3, 'a', { userId: 'u', weight: 0 }), ...many(200, 'b', { userId: 'u' }));
    expect(shares(turns(queue, 150).chats)).toEqual({ a: 2, b: 148 });
  });

  test('who was idle has saved up nothing', () => {
    const worn = turns(queueOf(...many(100, 'a'), ...many(50, 'b')), 40);
    const joined = many(50, 'c').reduce((queue, one) => {
      const result = pushed(queue, one, BOUNDS);
      return result.kind === 'queued' ? result.queue : queue;
    }, worn.queue);
    expect(shares(turns(joined, 30).chats)).toEqual({ a: 10, b: 10, c: 10 });
  });

  test('who comes back after each turn gets no more than who waits', () => {
    let queue = queueOf(...many(20, 'patient'), job('eager'));
    const chats: string[] = [];
    for (let n = 0; n < 20; n++) {
      const turn = picked(queue, 0);
      if (turn === null) break;
      chats.push(turn.job.chatId);
      const back = pushed(turn.queue, job('eager'), BOUNDS);
      queue = turn.job.chatId === 'eager' && back.kind === 'queued' ? back.queue : turn.queue;
    }
    expect(shares(chats)).toEqual({ patient: 10, eager: 10 });
  });

  test('remembers nobody who has nothing in it', () => {
    let queue = queueOf(...many(100, 'stays'));
    for (let n = 0; n < 60; n++) {
      const result = pushed(queue, job(`passes ${n}`), BOUNDS);
      queue = turns(result.kind === 'queued' ? result.queue : queue, 2).queue;
      expect(Object.keys(queue.users.of).length).toBeLessThanOrEqual(4);
      expect(Object.keys(queue.chats).length).toBeLessThanOrEqual(2);
    }
  });

  test('people who wait come before agents, and those before what nobody waits for', () => {
    const queue = queueOf(
      job('c', { priority: 'background' }),
      job('b', { priority: 'agent' }),
      job('a', { priority: 'person' }),
    );
    expect(turns(queue, 3).chats).toEqual(['a', 'b', 'c']);
  });

  test('waiting raises the priority step by step', () => {
    const queue = queueOf(
      job('c', { priority: 'background', since: 0 }),
      ...many(100, 'a', { since: 2 * AGEING_MS }),
      job('b', { priority: 'agent', since: 2 * AGEING_MS }),
    );
    expect(turns(queue, 1, 2 * AGEING_MS - 1).chats).toEqual(['a']);
    expect(turns(queue, 1, 2 * AGEING_MS).chats).toEqual(['c']);
  });

  test('what was held back by its priority does not come all at once afterwards', () => {
    const held = many(50, 'b', { priority: 'background', since: 0 });
    const served = turns(queueOf(...held, ...many(60, 'a', { since: AGEING_MS })), 40, AGEING_MS);
    expect(shares(served.chats)).toEqual({ a: 40 });
    const { a, b } = shares(turns(served.queue, 20, 2 * AGEING_MS).chats);
    expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(2);
  });

  test('a clock that goes back ages nobody', () => {
    const queue = queueOf(job('b', { priority: 'background', since: 1e12 }), job('a', { since: 1e12 }));
    expect(turns(queue, 2, 0).chats).toEqual(['a', 'b']);
  });

  test('a job can be taken out', () => {
    const [first, second] = [job('a'), job('a')];
    expect(picked(removed(queueOf(first, second), first.id), 0)?.job).toBe(second);
  });

  test('is bounded, in all and by chat, so that one chat cannot fill it', () => {
    const bounds = { most: 5, mostPerChat: 3 };
    let queue = queueOf(...many(3, 'a'));
    expect(pushed(queue, job('a'), bounds)).toEqual({ kind: 'refused', reason: 'chat-full' });
    queue = queueOf(...many(3, 'a'), ...many(2, 'b'));
    expect(pushed(queue, job('c'), bounds)).toEqual({ kind: 'refused', reason: 'queue-full' });
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('serves everybody once and remembers nobody (seed %i)', (seed) => {
    const random = randomOf(seed);
    let queue = emptyQueue;
    let now = 0;
    const waiting = new Set<string>();
    const served = new Set<string>();
    for (let n = 0; n < 600 || queue.jobs.length > 0; n++) {
      now += random.below(3_000);
      for (let arrivals = n < 600 ? random.below(3) : 0; arrivals > 0; arrivals--) {
        const chatId = random.one(['a', 'a', 'a', 'a', 'b', 'c', 'd']);
        const priority = random.one(['person', 'person', 'agent', 'background'] as const);
        const one = job(chatId, {
          priority,
          since: now,
          userId: chatId < 'c' ? 'u' : 'v',
          weight: 1 + random.below(3),
        });
        const result = pushed(queue, one, BOUNDS);
        if (result.kind === 'queued') {
          queue = result.queue;
          waiting.add(one.id);
        }
      }
      const turn = picked(queue, now);
      if (turn === null) continue;
      queue = turn.queue;
      expect(served.has(turn.job.id)).toBe(false);
      served.add(turn.job.id);
      waiting.delete(turn.job.id);
      const counts = [queue.users.of, ...Object.values(queue.chats).map((chat) => chat.of)];
      for (const of of counts) expect(Object.keys(of).length).toBeLessThanOrEqual(7);
    }
    expect(waiting.size).toBe(0);
    expect(queue).toEqual(emptyQueue);
  });
});
