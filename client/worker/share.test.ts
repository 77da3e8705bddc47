import { expect, test } from 'vitest';
import { isForeign, sharedText } from './share.ts';

test.each([
  [['A page', 'Read this', 'https://example.org'], 'A page\nRead this\nhttps://example.org'],
  [['A page', 'A page https://example.org', 'https://example.org'], 'A page https://example.org'],
  [[null, ' Only text ', null], 'Only text'],
  [['Same', 'Same', ''], 'Same'],
  [[null, null, null], ''],
])('%j becomes one text', (parts, text) => {
  expect(sharedText(parts)).toBe(text);
});

test.each([
  ['', false],
  ['about:client', false],
  ['https://waggle.example/chat/1', false],
  ['https://evil.example/', true],
  ['http://waggle.example/', true],
])('sent by %j: foreign %s', (referrer, foreign) => {
  expect(isForeign(referrer, 'https://waggle.example')).toBe(foreign);
});
