import type { Element, Root } from 'hast';
import { expect, test } from 'vitest';
import { rehypeLinks } from './rehypeLinks.ts';

test('a dangerous link leads nowhere and says where it would have led', () => {
  const link = (href: string, value: string): Element => {
    return { type: 'element', tagName: 'a', properties: { href }, children: [{ type: 'text', value }] };
  };
  const long = `https://known.example/?q=${'a1'.repeat(40)}`;
  const tree: Root = {
    type: 'root',
    children: [
      {
        type: 'element',
        tagName: 'p',
        properties: {},
        children: [link('https://evil.example/', 'bank.com'), link('https://a.example/', 'A'), link(long, 'B')],
      },
    ],
  };
  rehypeLinks({ careful: true, known: [long] })(tree);
  expect(tree.children).toMatchObject([
    {
      children: [
        {
          tagName: 'samp',
          properties: { dataWhy: 'other-host', dataHost: 'evil.example', dataAddress: 'https://evil.example/' },
          children: [{ value: 'bank.com' }],
        },
        { tagName: 'a' },
        { tagName: 'a' },
      ],
    },
  ]);
});
