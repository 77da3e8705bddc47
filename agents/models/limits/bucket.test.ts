import { describe, expect, test } from 'vitest';
import {
  BUCKET,
  type Bucket,
  type BucketEvent,
  emptyBucket,
  type Grant,
  limitsOf,
  nextBucket,
  type Rate,
} from './bucket.ts';
import { randomOf } from './testing/random.ts';

const START = 1_790_000_000_000;
const RATE: Rate = { requests: 5, tokens: 1_000 };

/** A bucket with a clock of its own. */
function play(rate: Rate = RATE) {
  let bucket: Bucket = emptyBucket;
  let now = START;
  const step = (event: BucketEvent) => {
    const next = nextBucket(bucket, event, { rate, now });
    bucket = next.bucket;
    return next.taken;
  };
  return {
    get bucket() {
      return bucket;
    },
    get now() {
      return now;
    },
    step,
    pass: (ms: number) => void (now += ms),
    take: (ticket: string, tokens: number) => step({ type: 'take', ask: { ticket, tokens } }),
    granted(ticket: string, tokens: number): Grant {
      const taken = step({ type: 'take', ask: { ticket, tokens } });
      if (taken?.kind !== 'granted') throw new Error(`${ticket} was not granted: ${JSON.stringify(taken)}`);
      return taken.grant;
    },
    complain: (retryAfterMs?: number) => step({ type: 'complained', retryAfterMs }),
    limits: () => {
      step({ type: 'leave', ticket: 'nobody' });
      return limitsOf(bucket, rate);
    },
  };
}

describe('a bucket', () => {
  test('grants up to the rate, then says when the first are back', () => {
    const one = play();
    for (const ticket of ['a', 'b', 'c', 'd', 'e']) one.granted(ticket, 10);
    const taken = one.take('f', 10);
    expect(taken).toEqual({ kind: 'wait', waitMs: 61_000 });
    one.pass(60_999);
    expect(one.take('f', 10)).toEqual({ kind: 'wait', waitMs: 1 });
    one.pass(1);
    one.granted('f', 10);
  });

  test('counts tokens as well as requests', () => {
    const one = play();
    one.granted('a', 900);
    expect(one.take('b', 101)).toMatchObject({ kind: 'wait' });
    one.granted('b', 100);
  });

  test('without a rate it lets everything through', () => {
    const one = play({ requests: null, tokens: null });
    for (let n = 0; n < 200; n++) one.granted(String(n), 1_000_000);
    expect(one.bucket.slots).toHaveLength(1);
  });

  test('refuses for good what no minute holds', () => {
    expect(play().take('a', 1_001)).toEqual({ kind: 'too-large', most: 1_000 });
    play().granted('a', 1_000);
  });

  test('gives back what was not used, and takes what was used beyond it', () => {
    const one = play();
    const grant = one.granted('a', 800);
    one.pass(3_000);
    one.step({ type: 'settle', grant, used: { requests: 1, tokens: 100 } });
    const more = one.granted('b', 900);
    one.step({ type: 'settle', grant: more, used: { requests: 1, tokens: 950 } });
    expect(one.take('c', 0)).toMatchObject({ kind: 'wait' });
  });

  test('a call that was not made counts as none', () => {
    const one = play({ requests: 1, tokens: null });
    const grant = one.granted('a', 800);
    expect(one.take('b', 1)).toMatchObject({ kind: 'wait' });
    one.step({ type: 'settle', grant, used: { requests: 0, tokens: 0 } });
    one.granted('b', 1);
  });

  test('what is settled after its minute changes nothing any more', () => {
    const one = play();
    const grant = one.granted('a', 800);
    one.pass(61_000);
    one.granted('b', 1_000);
    one.step({ type: 'settle', grant, used: { requests: 1, tokens: 0 } });
    expect(one.take('c', 1)).toMatchObject({ kind: 'wait' });
  });

  test('a clock that goes back does not bring tokens back', () => {
    const one = play();
    one.granted('a', 1_000);
    one.pass(-600_000);
    expect(one.take('b', 1)).toEqual({ kind: 'wait', waitMs: 61_000 });
  });
});

describe('the line', () => {
  test('a large call is not overtaken by small ones', () => {
    const one = play();
    one.granted('first', 200);
    expect(one.take('large', 1_000)).toMatchObject({ kind: 'wait' });
    expect(one.take('small', 1)).toMatchObject({ kind: 'wait' });
    for (let second = 0; second < 60; second++) {
      one.pass(1_000);
      expect(one.take('small', 1)).toMatchObject({ kind: 'wait' });
      expect(one.take('large', 1_000)).toMatchObject({ kind: 'wait' });
    }
    one.pass(1_000);
    expect(one.take('small', 1)).toMatchObject({ kind: 'wait' });
    one.granted('large', 1_000);
  });

  test('who does not come back loses the place, and so does who leaves', () => {
    const one = play();
    one.granted('first', 200);
    one.take('gone', 1_000);
    one.pass(BUCKET.place - 1);
    expect(one.take('next', 1)).toMatchObject({ kind: 'wait' });
    one.pass(1);
    one.granted('next', 1);

    one.take('leaves', 1_000);
    expect(one.take('after', 1)).toMatchObject({ kind: 'wait' });
    one.step({ type: 'leave', ticket: 'leaves' });
    one.granted('after', 1);
  });

  test('who stands behind others is told when there is room for all of them', () => {
    const one = play();
    one.granted('a', 500);
    one.pass(10_000);
    one.granted('b', 500);
    expect(one.take('c', 400)).toEqual({ kind: 'wait', waitMs: 51_000 });
    expect(one.take('d', 100)).toEqual({ kind: 'wait', waitMs: 51_000 });
    expect(one.take('e', 1)).toEqual({ kind: 'wait', waitMs: 61_000 });
  });

  test('is bounded', () => {
    const one = play();
    one.granted('first', 1_000);
    for (let n = 0; n < BUCKET.longestLine + 50; n++) expect(one.take(`w${n}`, 1)).toMatchObject({ kind: 'wait' });
    expect(one.bucket.line).toHaveLength(BUCKET.longestLine);
  });
});

describe('a complaint', () => {
  test('closes the bucket for as long as the provider says, and a little where it does not', () => {
    const one = play({ requests: 100, tokens: 1_000 });
    one.complain(30_000);
    expect(one.take('a', 1)).toEqual({ kind: 'wait', waitMs: 30_000 });
    one.complain(1_000);
    one.pass(29_999);
    expect(one.take('a', 1)).toEqual({ kind: 'wait', waitMs: 1 });
    one.pass(1);
    one.granted('a', 1);
    one.complain();
    expect(one.take('b', 1)).toEqual({ kind: 'wait', waitMs: BUCKET.rest });
    one.complain(Number.MAX_SAFE_INTEGER);
    expect(one.take('b', 1)).toEqual({ kind: 'wait', waitMs: BUCKET.longestRest });
  });

  test('halves the rate once for calls that were under way together', () => {
    const one = play({ requests: 100, tokens: 10_000 });
    one.complain(0);
    one.pass(BUCKET.onceWithin - 1);
    one.complain(0);
    expect(one.limits()).toEqual({ requests: 50, tokens: 5_000 });
    one.pass(1);
    one.complain(0);
    expect(one.limits()).toEqual({ requests: 25, tokens: 2_500 });
    for (let n = 0; n < 20; n++) {
      one.pass(BUCKET.onceWithin);
      one.complain(0);
    }
    expect(one.limits()).toEqual({ requests: 5, tokens: 500 });
  });

  test('is forgotten step by step', () => {
    const one = play({ requests: 100, tokens: null });
    one.complain(0);
    one.pass(BUCKET.widenEvery - 1);
    expect(one.limits().requests).toBe(50);
    one.pass(1);
    expect(one.limits().requests).toBe(55);
    one.pass(3 * BUCKET.widenEvery);
    expect(one.limits().requests).toBe(70);
    one.complain(0);
    expect(one.limits().requests).toBe(35);
    one.pass(100 * BUCKET.widenEvery);
    expect(one.limits().requests).toBe(100);
  });

  test('teaches a rate that nobody had known, until it has widened again', () => {
    const one = play({ requests: null, tokens: null });
    for (let n = 0; n < 40; n++) one.granted(String(n), 1_000);
    one.complain(0);
    expect(one.limits()).toEqual({ requests: 20, tokens: 20_000 });
    one.pass(10 * BUCKET.widenEvery);
    expect(one.limits()).toEqual({ requests: null, tokens: null });
    // One call that is refused says little of what a minute holds.
    one.pass(2 * BUCKET.window);
    one.granted('alone', 5);
    one.complain(0);
    expect(one.limits()).toEqual({ requests: BUCKET.leastRequests / 2, tokens: BUCKET.leastTokens / 2 });
  });

  test('leaves room for a call above the narrowed rate, alone in its minute', () => {
    const one = play();
    one.granted('a', 10);
    one.complain(0);
    expect(one.take('large', 900)).toEqual({ kind: 'wait', waitMs: 61_000 });
    one.pass(61_000);
    one.complain(0);
    const grant = one.granted('large', 900);
    expect(one.take('b', 1)).toMatchObject({ kind: 'wait' });
    one.step({ type: 'leave', ticket: 'b' });
    one.step({ type: 'settle', grant, used: { requests: 0, tokens: 0 } });
    one.granted('large again', 900);
  });
});

describe('walked at random', () => {
  type Call = { ticket: string; tokens: number; since: number };
  const SEEDS = Array.from({ length: 12 }, (_, n) => n + 1);

  test.each(SEEDS)('no minute holds more than the rate, nothing is negative, nobody starves (seed %i)', (seed) => {
    const random = randomOf(seed);
    const rate = { requests: 3 + random.below(20), tokens: 100 + random.below(3_000) };
    const one = play(rate);
    const taken: { at: number; tokens: number }[] = [];
    const open: { grant: Grant; index: number }[] = [];
    let waiting: Call[] = [];
    for (let n = 0; n < 900; n++) {
      one.pass(random.below(2_000));
      const asksNow = random.below(10) < 6 && waiting.length < 6;
      if (asksNow)
        waiting.push({
          ticket: `t${n}`,
          tokens: 1 + random.below(random.below(4) === 0 ? rate.tokens : 100),
          since: one.now,
        });
      for (const call of waiting.toSorted(() => random.below(3) - 1)) {
        const answer = one.take(call.ticket, call.tokens);
        if (answer?.kind === 'granted') {
          waiting = waiting.filter((other) => other !== call);
          taken.push({ at: one.now, tokens: call.tokens });
          open.push({ grant: answer.grant, index: taken.length - 1 });
        }
      }
      const settles = open.length > 0 && random.below(3) === 0 ? open.splice(random.below(open.length), 1)[0] : null;
      const settled = settles ? taken[settles.index] : undefined;
      if (settles && settled) {
        settled.tokens = random.below(settles.grant.tokens + 1);
        one.step({ type: 'settle', grant: settles.grant, used: { requests: 1, tokens: settled.tokens } });
      }
      if (random.below(150) === 0) one.complain(random.below(2_000));

      const minute = taken.filter(({ at }) => at > one.now - BUCKET.window);
      expect(minute.length).toBeLessThanOrEqual(rate.requests);
      expect(minute.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(rate.tokens);
      expect(one.bucket.slots.filter((slot) => slot.requests < 0 || slot.tokens < 0)).toEqual([]);
      expect(one.bucket.slots.length).toBeLessThanOrEqual(BUCKET.window / BUCKET.slot + 2);
      // Six in line, each of which waits for an empty minute at worst.
      expect(waiting.filter((call) => one.now - call.since > 7 * 64_000)).toEqual([]);
    }
    expect(taken.length).toBeGreaterThan(15);
  });
});
