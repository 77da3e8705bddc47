import { expect, test } from 'vitest';
import { JustStored } from './justStored.ts';

const place = (chatId: string) => ({ chatId, requestId: 'request', askedBy: 'anna' });

test('tells once where a run belongs', () => {
  const stored = new JustStored();
  stored.put('run', place('chat'));
  expect(stored.take('run')).toEqual(place('chat'));
  expect(stored.take('run')).toBeUndefined();
});

test('remembers the last thousand', () => {
  const stored = new JustStored();
  for (let at = 0; at <= 1_000; at++) stored.put(`run${at}`, place(`chat${at}`));
  expect(stored.take('run0')).toBeUndefined();
  expect(stored.take('run1')).toEqual(place('chat1'));
  expect(stored.take('run1000')).toEqual(place('chat1000'));
});
