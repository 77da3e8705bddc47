import { expect, test } from 'vitest';
import { createConversations } from './conversations.ts';

test('who read a conversation is known for five minutes, of the ten thousand last ones', () => {
  let time = 0;
  const conversations = createConversations(() => time);
  const cached = { model: 'a/b', tokens: 7 } as const;
  conversations.answered('first', cached);
  time = 300_000;
  expect(conversations.of('first')).toEqual(cached);
  time += 1;
  expect(conversations.of('first')).toBeNull();
  conversations.answered('first', cached);
  conversations.answered('second', cached);
  conversations.answered('first', { ...cached, tokens: 8 });
  for (let at = 1; at < 10_000; at += 1) conversations.answered(`more ${at}`, cached);
  expect(conversations.of('second')).toBeNull();
  expect(conversations.of('first')?.tokens).toBe(8);
});
