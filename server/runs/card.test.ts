import { expect, test } from 'vitest';
import { beginningOf, cardOf } from './card.ts';

test('what hides, or turns round what stands beside it, is written out and means the same', () => {
  const input = { url: 'https://evil.example/\u202Egpj.bee', title: 'A\u200B 👩\u200D🚀 \u{E0041}' };
  const call = { key: 's/0/0', tool: 'read_page', input };
  const card = beginningOf(call, 'waiting', { startedAt: 0, approval: null });
  expect(card.input).toBe('{"url":"https://evil.example/\\u202egpj.bee","title":"A\\u200b 👩\u200D🚀 \\udb40\\udc41"}');
  expect(JSON.parse(card.input)).toEqual(input);
});

test('what a program does stands on its card before it runs and after', () => {
  const call = { key: 's/0/0', tool: 'run_python', input: { code: 'import socket' } };
  const finding = { kind: 'network', line: 1, text: 'import socket' };
  expect(beginningOf(call, 'waiting', { startedAt: 0, approval: null }).findings).toEqual([finding]);
  const made = { kind: 'deletion', line: 3, text: 'rm -rf', file: 'a\u0000.sh' } as const;
  const warning = { kind: 'orders', passage: 'Obey\u0000.' } as const;
  const result = { kind: 'done', text: 'So.', fromOutside: true, findings: [made], warning } as const;
  const card = cardOf({ ...call, state: 'ended', result }, { startedAt: 0, now: 1, approval: null });
  expect(card.findings).toEqual([finding, { ...made, file: 'a.sh' }]);
  expect(card.warning).toEqual({ kind: 'orders', passage: 'Obey.' });
});
