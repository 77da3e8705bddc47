import { expect, it } from 'vitest';
import { plainLine } from './plainLine.ts';

it.each([
  ['Hello\nthere', 'Hello there'],
  ['## HTTP/3\n\n**QUIC** replaces `TCP`.', 'HTTP/3 QUIC replaces TCP.'],
  ['```ts\nconst a = 1;\n```', 'const a = 1;'],
  ['- one\n- two\n1. three', 'one two three'],
  ['See [the RFC](https://example.org/9114)', 'See the RFC'],
  ['5 * 3 * 2 and snake_case_name', '5 * 3 * 2 and snake_case_name'],
  ['2 ** 8', '2 ** 8'],
  ['*All of it* and _a word_', 'All of it and a word'],
  ['a *b and 2*3*4 _c', 'a *b and 2*3*4 _c'],
  ['', ''],
  ['- [ ] Water\n- [x] Light', 'Water Light'],
  ['Here:\n\n| Name | Value |\n| --- | ---: |\n| apples | 3 |\n| | 5 |', 'Here: Name, Value apples, 3 5'],
  ['a | b and a || b', 'a | b and a || b'],
])('%j → %j', (text, expected) => {
  expect(plainLine(text)).toBe(expected);
});

it('stays short however long the message is', () => {
  const line = plainLine('word '.repeat(20_000));
  expect(line.length).toBeLessThanOrEqual(160);
  expect(line).toMatch(/ word…$/);
  expect(plainLine('🐝'.repeat(100))).toBe(`${'🐝'.repeat(79)}…`);
  expect(plainLine(' *a'.repeat(20_000)).length).toBeLessThanOrEqual(160);
  expect(plainLine('| '.repeat(20_000)).length).toBeLessThanOrEqual(160);
});
