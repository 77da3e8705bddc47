import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInFlight, type InFlight } from './inFlight.ts';

const revoked = new Set<string>();
const asked: string[] = [];
const told: string[] = [];
let flights: InFlight;

beforeEach(() => {
  vi.useFakeTimers();
  for (const list of [asked, told]) list.length = 0;
  revoked.clear();
  flights = createInFlight({
    async isRevoked(id) {
      asked.push(id);
      if (id === 'broken') throw new Error('no database');
      return revoked.has(id);
    },
    logger: { error: (_: unknown, message?: string) => void told.push(message ?? '') },
  });
});
afterEach(() => {
  flights.close();
  vi.useRealTimers();
});

test('gives up within a second what may not go on, and nothing else', async () => {
  const [one, other] = [flights.begin('one'), flights.begin('other')];
  revoked.add('one');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([one.signal.aborted, other.signal.aborted]).toEqual([true, false]);
});

test('asks only as long as something is under way', async () => {
  const one = flights.begin('one');
  await vi.advanceTimersByTimeAsync(2_000);
  one.end();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual(['one', 'one']);
  flights.begin('next');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual(['one', 'one', 'next']);
});

test('goes on asking where it could not be answered', async () => {
  const [broken, one] = [flights.begin('broken'), flights.begin('one')];
  await vi.advanceTimersByTimeAsync(1_000);
  revoked.add('one');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([broken.signal.aborted, one.signal.aborted, told.length]).toEqual([false, true, 2]);
});

test('gives up at once where somebody says so', async () => {
  const [one, other] = [flights.begin('one'), flights.begin('other')];
  flights.revoke('one');
  expect([one.signal.aborted, other.signal.aborted]).toEqual([true, false]);
  revoked.add('other');
  flights.look();
  await vi.advanceTimersByTimeAsync(0);
  expect(other.signal.aborted).toBe(true);
});
