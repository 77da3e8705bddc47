import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

const never = new AbortController().signal;

test('so many at once, the others in line, each place freed once', async () => {
  const slots = createSlots(1);
  const first = await slots.take(never);
  const order: string[] = [];
  const second = slots.take(never).then((leave) => (order.push('second'), leave));
  const third = slots.take(never).then((leave) => (order.push('third'), leave));
  await Promise.resolve();
  expect(order).toEqual([]);
  first?.();
  first?.();
  (await second)?.();
  (await third)?.();
  expect(order).toEqual(['second', 'third']);
  expect(await slots.take(never)).toBeTypeOf('function');
});

test('who is stopped leaves the line, and takes no place', async () => {
  const slots = createSlots(1);
  const leave = await slots.take(never);
  const stop = new AbortController();
  const waiting = slots.take(stop.signal);
  stop.abort();
  expect(await waiting).toBeUndefined();
  expect(await slots.take(stop.signal)).toBeUndefined();
  leave?.();
  expect(await slots.take(never)).toBeTypeOf('function');
});
