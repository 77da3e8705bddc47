import { describe, expect, test } from 'vitest';
import type { Clock } from '../../run/clock.ts';
import { createOwnLimits } from './sharedLimits.ts';
import { waitForGrant } from './waitForGrant.ts';

const KEY = { provider: 'p', model: 'm', key: 'k' };

/** Time that goes on only by sleeping. */
function start(rate: { requests: number | null; tokens: number | null }) {
  let time = 1_790_000_000_000;
  let onSleep: (() => void) | undefined;
  const clock: Clock = {
    now: () => time,
    async sleep(ms) {
      time += ms;
      onSleep?.();
    },
  };
  const limits = createOwnLimits(() => rate, clock.now);
  const stop = new AbortController();
  const ask = (ticket: string, tokens: number, withinMs = 600_000) =>
    waitForGrant(KEY, { ticket, tokens }, { limits, clock, signal: stop.signal, deadline: clock.now() + withinMs });
  return { limits, clock, stop, ask, onSleep: (act: () => void) => void (onSleep = act) };
}

describe('waiting for a grant', () => {
  test('waits as long as needed and not longer', async () => {
    const { ask, clock } = start({ requests: 1, tokens: null });
    await ask('a', 1);
    const before = clock.now();
    expect(await ask('b', 1)).toMatchObject({ kind: 'granted' });
    expect(clock.now() - before).toBe(61_000);
  });

  test('goes at once when another hands back', async () => {
    const { ask, limits, onSleep, clock } = start({ requests: 9, tokens: 100 });
    const first = await ask('a', 100);
    if (first.kind !== 'granted') throw new Error(first.kind);
    onSleep(() => void limits.settle(KEY, first.grant, { requests: 1, tokens: 1 }));
    const before = clock.now();
    expect(await ask('b', 90)).toMatchObject({ kind: 'granted' });
    expect(clock.now() - before).toBe(1_000);
  });

  test('does not begin to wait for what comes too late, and leaves no place', async () => {
    const { ask, limits } = start({ requests: 9, tokens: 100 });
    await ask('a', 50);
    expect(await ask('late', 100, 30_000)).toEqual({ kind: 'late', waitMs: 61_000 });
    expect(await limits.take(KEY, { ticket: 'b', tokens: 50 })).toMatchObject({ kind: 'granted' });
  });

  test('stops when it is stopped, and leaves no place', async () => {
    const { ask, limits, stop, onSleep } = start({ requests: 9, tokens: 100 });
    await ask('a', 50);
    onSleep(() => stop.abort());
    expect(await ask('stopped', 100)).toEqual({ kind: 'stopped' });
    expect(await limits.take(KEY, { ticket: 'b', tokens: 50 })).toMatchObject({ kind: 'granted' });
  });

  test('says that it will never fit', async () => {
    expect(await start({ requests: null, tokens: 100 }).ask('a', 101)).toEqual({ kind: 'too-large', most: 100 });
  });
});
