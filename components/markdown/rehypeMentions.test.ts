import type { Root } from 'hast';
import { describe, expect, test } from 'vitest';
import { rehypeMentions } from './rehypeMentions.ts';

const people = [{ id: 'research', names: ['research', 'Research'] }];
const paragraph = (tagName: string, value: string): Root => ({
  type: 'root',
  children: [{ type: 'element', tagName, properties: {}, children: [{ type: 'text', value }] }],
});

describe('rehypeMentions', () => {
  test('wraps a mention and keeps the text around it', () => {
    const tree = paragraph('p', 'Ask @research today');
    rehypeMentions(people)(tree);
    expect(tree.children[0]).toMatchObject({
      children: [
        { type: 'text', value: 'Ask ' },
        { tagName: 'span', properties: { dataMention: 'research' }, children: [{ value: '@research' }] },
        { type: 'text', value: ' today' },
      ],
    });
  });

  test.each(['code', 'pre', 'a'])('leaves <%s> alone', (tagName) => {
    const tree = paragraph(tagName, '@research');
    rehypeMentions(people)(tree);
    expect(tree).toEqual(paragraph(tagName, '@research'));
  });

  test('leaves an address alone', () => {
    const tree = paragraph('p', 'mail me@research.example');
    rehypeMentions(people)(tree);
    expect(tree).toEqual(paragraph('p', 'mail me@research.example'));
  });
});
