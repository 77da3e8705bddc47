import { expect, test } from 'vitest';
import { beginningOf } from './card.ts';

test('what hides, or turns round what stands beside it, is written out and means the same', () => {
  const input = { url: 'https://evil.example/\u202Egpj.bee', title: 'A\u200B 👩\u200D🚀 \u{E0041}' };
  const call = { key: 's/0/0', tool: 'read_page', input };
  const card = beginningOf(call, 'waiting', { startedAt: 0, approval: null });
  expect(card.input).toBe('{"url":"https://evil.example/\\u202egpj.bee","title":"A\\u200b 👩\u200D🚀 \\udb40\\udc41"}');
  expect(JSON.parse(card.input)).toEqual(input);
});
