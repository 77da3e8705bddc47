import { describe, expect, it } from 'vitest';
import { isEmoji } from './emoji.ts';

const segmenter = new Intl.Segmenter();

describe('one emoji', () => {
  it.each([
    '👍',
    '❤️',
    '🐝',
    '👍🏽',
    '✌🏻',
    '✌️',
    '👩‍💻',
    '👨‍👩‍👧‍👦',
    '👩🏻‍❤️‍💋‍👨🏾',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '🏳️‍🌈',
    '🇩🇪',
    '1️⃣',
    '#️⃣',
    '©️',
    '❤️‍🔥',
  ])('is %s', (text) => {
    expect(isEmoji(text)).toBe(true);
    expect([...segmenter.segment(text)]).toHaveLength(1);
  });

  it.each([
    '',
    ' ',
    'a',
    '1',
    '#',
    '©',
    '❤',
    '👍👍',
    '👍 ',
    'x👍',
    '🇩',
    '🇩🇪🇫',
    '\uFE0F',
    '\u200D',
    '🏽',
    '👍\u200D',
    '👩‍💻a',
    '<b>',
    '👍\n',
    ':bee:',
  ])('is not %j', (text) => {
    expect(isEmoji(text)).toBe(false);
  });
});
