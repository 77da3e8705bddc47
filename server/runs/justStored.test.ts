import { expect, test } from 'vitest';
import { JustStored } from './justStored.ts';

const runIn = (chatId: string) => ({ chatId, requestId: 'request', askedBy: 'anna', answers: [] });

test('tells once what it knows of a run', () => {
  const stored = new JustStored();
  stored.put('run', runIn('chat'));
  expect(stored.take('run')).toEqual(runIn('chat'));
  expect(stored.take('run')).toBeUndefined();
});

test('remembers the last thousand', () => {
  const stored = new JustStored();
  for (let at = 0; at <= 1_000; at++) stored.put(`run${at}`, runIn(`chat${at}`));
  expect(stored.take('run0')).toBeUndefined();
  expect(stored.take('run1')).toEqual(runIn('chat1'));
  expect(stored.take('run1000')).toEqual(runIn('chat1000'));
});
