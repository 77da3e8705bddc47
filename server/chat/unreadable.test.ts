import { expect, test } from 'vitest';
import { logUnreadable } from './unreadable.ts';

test('a broken message is logged with its id and why, once', () => {
  const logged: unknown[] = [];
  const unreadable = logUnreadable({ error: (...line: unknown[]) => void logged.push(line) });
  const cause = new Error('no such status');
  for (const id of ['a', 'b', 'a']) unreadable(id, cause);
  const line = (messageId: string) => [{ err: cause, messageId }, 'a message can not be read'];
  expect(logged).toEqual([line('a'), line('b')]);
});
