import { expect, it } from 'vitest';
import { linksIn } from './links.ts';

it.each([
  ['see https://example.org.', ['https://example.org']],
  ['(see https://example.org/a_(b))', ['https://example.org/a_(b)']],
  ['[the text](https://example.org/x?y=1&z=2#w), then', ['https://example.org/x?y=1&z=2#w']],
  ['http://a.example and http://a.example again, http://b.example!', ['http://a.example', 'http://b.example']],
  ['`https://in.code` and ```\nhttps://in.block\n``` and https://outside.example', ['https://outside.example']],
  ['**https://bold.example**', ['https://bold.example']],
  [
    '[(https://example.org/a)_](b), https://example.org/(c).)',
    ['https://example.org/a)_](b', 'https://example.org/(c)'],
  ],
  ['ftp://a.example javascript:alert(1) example.org', []],
  ['https:// http://', []],
  [`https://example.org/${'x'.repeat(3000)}`, []],
])('of %j', (text, links) => {
  expect(linksIn(text)).toEqual(links);
});

it('takes no longer for what goes on and on', () => {
  expect(linksIn(`http://a.example/${').,'.repeat(200_000)}`)).toEqual(['http://a.example/']);
});
