import { expect, test } from 'vitest';
import { sharedText } from './share.ts';

test.each([
  [['A page', 'Read this', 'https://example.org'], 'A page\nRead this\nhttps://example.org'],
  [['A page', 'A page https://example.org', 'https://example.org'], 'A page https://example.org'],
  [[null, ' Only text ', null], 'Only text'],
  [['Same', 'Same', ''], 'Same'],
  [[null, null, null], ''],
])('%j becomes one text', (parts, text) => {
  expect(sharedText(parts)).toBe(text);
});
