import type { ElementContent, Root } from 'hast';
import { describe, expect, test } from 'vitest';
import { rehypeCitations } from './rehypeCitations.ts';

const paragraph = (tagName: string, value: string): Root => ({
  type: 'root',
  children: [{ type: 'element', tagName, properties: {}, children: [{ type: 'text', value }] }],
});

/** The text with each mark as its numbers in braces. */
function marked(value: string, known: readonly number[] | null, tagName = 'p'): string {
  const tree = paragraph(tagName, value);
  rehypeCitations(known)(tree);
  const [element] = tree.children;
  return element?.type === 'element' ? element.children.map(shown).join('') : '';
}

function shown(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? `{${String(node.properties.dataNumbers)}}` : '';
}

describe('marks', () => {
  test.each([
    ['Bees dance [1].', 'Bees dance {1}.'],
    ['Bees dance[1][3].', 'Bees dance{1}{3}.'],
    ['[2, 3] and [1;2]', '{2,3} and {1,2}'],
    ['All [1–3], all [1-3].', 'All {1,2,3}, all {1,2,3}.'],
    ['As in [2]: honey.', 'As in {2}: honey.'],
    ['Some [2, 9] are unknown, [0] and [4] are not there.', 'Some {2} are unknown, [0] and [4] are not there.'],
    [
      'A [link], [1](https://example.com), [1]: https://example.com',
      'A [link], [1](https://example.com), [1]: https://example.com',
    ],
    ['[99999] [3-1] [1-999] [ ]', '[99999] [3-1] [1-999] [ ]'],
    ['nothing', 'nothing'],
  ])('in %j', (text, expected) => {
    expect(marked(text, [1, 2, 3])).toBe(expected);
  });

  test('keep the text they stand for', () => {
    const tree = paragraph('p', 'Bees [2, 3].');
    rehypeCitations([2])(tree);
    expect(JSON.stringify(tree)).toContain('"[2, 3]"');
  });

  test('while it is not known what can be cited, any number may be', () => {
    expect(marked('Bees [7] and [0].', null)).toBe('Bees {7} and [0].');
  });

  test.each(['code', 'pre', 'a'])('leave <%s> alone', (tagName) => {
    expect(marked('x[1]', [1], tagName)).toBe('x[1]');
  });

  test('take no longer in a text made to be hard', () => {
    expect(marked('[1, '.repeat(20_000), [1])).toBe('[1, '.repeat(20_000));
  });
});
