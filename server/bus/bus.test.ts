import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type BusLine, createInProcessBus } from './inProcessBus.ts';
import { Outbox } from './outbox.ts';

const logger = pino({ level: 'silent' });
const arrived = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('others hear it, in order, and the publisher does not', async () => {
  const line: BusLine = new Set();
  const [a, b] = [createInProcessBus(logger, line), createInProcessBus(logger, line)];
  const heard: unknown[] = [];
  a.subscribe('t', () => heard.push('own'));
  const stop = b.subscribe('t', (message) => heard.push(message));
  b.subscribe('other', () => heard.push('other'));
  a.publish('t', { n: 1 });
  a.publish('t', { n: 2 });
  await arrived();
  expect(heard).toEqual([{ n: 1 }, { n: 2 }]);
  stop();
  a.publish('t', { n: 3 });
  await arrived();
  expect(heard).toHaveLength(2);
  await b.close();
  expect([a.hasOthers, createInProcessBus(logger).hasOthers]).toEqual([false, false]);
});

test('a handler that throws keeps nobody else from hearing', async () => {
  const line: BusLine = new Set();
  const [a, b] = [createInProcessBus(logger, line), createInProcessBus(logger, line)];
  const heard: unknown[] = [];
  b.subscribe('t', () => {
    throw new Error('broken');
  });
  b.subscribe('t', (message) => heard.push(message));
  a.publish('t', 1);
  await arrived();
  expect(heard).toEqual([1]);
});

test('an outbox gives up its oldest past its bounds', () => {
  const outbox = new Outbox({ messages: 3, characters: 10 });
  for (const payload of ['a', 'b', 'c', 'd']) outbox.add({ channel: 'x', payload });
  expect(outbox.take()).toEqual({ posted: ['b', 'c', 'd'].map((payload) => ({ channel: 'x', payload })), lost: 1 });
  outbox.add({ channel: 'x', payload: '12345678' });
  outbox.add({ channel: 'x', payload: '1234' });
  expect(outbox.take()).toEqual({ posted: [{ channel: 'x', payload: '1234' }], lost: 1 });
  expect(outbox.take()).toEqual({ posted: [], lost: 0 });
});
