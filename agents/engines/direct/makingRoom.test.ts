import PQueue from 'p-queue';
import { expect, test } from 'vitest';
import type { AskedCall, StepRecords } from '../../run/loop/ports.ts';
import { makingRoom } from './makingRoom.ts';

const call: AskedCall = { key: 's/0/0', tool: 'write', input: {}, effect: 'write', tainted: false, unseen: [] };

/** Records of which only `allow` is used. */
function deciding(allow: StepRecords['allow']): StepRecords {
  const none = () => Promise.reject(new Error('not asked for'));
  const rest = { recordedTurn: none, recordTurn: none, recorded: none, record: none, keepFiles: none };
  return { ...rest, allow };
}

test('a step that waits for people leaves its place to others, and takes it back', async () => {
  const queue = new PQueue({ concurrency: 1 });
  const decision = Promise.withResolvers<'allowed'>();
  const records = makingRoom(
    deciding(() => decision.promise),
    queue,
  );
  const { signal } = new AbortController();
  const asking = queue.add(() => Promise.all([records.allow(call, signal), records.allow(call, signal)]));
  await queue.add(() => Promise.resolve());
  expect(queue.concurrency).toBe(2);
  decision.resolve('allowed');
  expect(await asking).toEqual(['allowed', 'allowed']);
  expect(queue.concurrency).toBe(1);
});

test('what nobody has to be asked for makes no room', async () => {
  const queue = new PQueue({ concurrency: 1 });
  const records = makingRoom(
    deciding(() => Promise.resolve('allowed')),
    queue,
  );
  await records.allow(call, new AbortController().signal);
  expect(queue.concurrency).toBe(1);
});
