import { describe, expect, it } from 'vitest';
import { excerptOf, findMarks, isNear } from './searchMarks.ts';
import { parseSearch, wordsOf } from './searchWords.ts';

/** The text with what is marked in brackets. */
function marked(text: string, search: string, forgiving = false): string {
  let end = '';
  let at = 0;
  for (const [from, to] of findMarks(text, parseSearch(search), forgiving)) {
    end += `${text.slice(at, from)}[${text.slice(from, to)}]`;
    at = to;
  }
  return end + text.slice(at);
}

describe('words', () => {
  it('are told with their places in the text, whatever letters they are of', () => {
    expect(wordsOf('Äh, 😀 Straße-7')).toEqual([
      { folded: 'ah', from: 0, to: 2 },
      { folded: 'strasse', from: 7, to: 13 },
      { folded: '7', from: 14, to: 15 },
    ]);
    expect(wordsOf('u\u0308ber')).toEqual([{ folded: 'uber', from: 0, to: 5 }]);
    expect(wordsOf('')).toEqual([]);
  });

  it('of a search may be a phrase, and the last one may go on', () => {
    expect(parseSearch('one „two three“ four')).toEqual([
      { kind: 'word', folded: 'one', begun: false },
      { kind: 'phrase', words: ['two', 'three'] },
      { kind: 'word', folded: 'four', begun: true },
    ]);
    expect(parseSearch('four ')).toEqual([{ kind: 'word', folded: 'four', begun: false }]);
    expect(parseSearch('"fo')).toEqual([{ kind: 'word', folded: 'fo', begun: true }]);
    expect(parseSearch(' "" !')).toEqual([]);
  });
});

describe('marks', () => {
  it.each([
    ['Die Häuser und das Haus', 'haus', 'Die [Häuser] und das [Haus]'],
    ['Die Häuser und das Haus', 'haus das', 'Die [Häuser] und [das] [Haus]'],
    ['Müller, Mueller, Muller', 'müller', '[Müller], [Mueller], [Muller]'],
    ['She argued and argues', 'arguing', 'She [argued] and [argues]'],
    ['blueprint, blue', 'blu', '[blueprint], [blue]'],
    ['blueprint, blue', 'blue ', 'blueprint, [blue]'],
    ['at night the night bakery', '"night bakery"', 'at night the [night bakery]'],
    ['ﬁne 😀 Straße', 'strasse', 'ﬁne 😀 [Straße]'],
    ['nothing of it', 'else', 'nothing of it'],
    ['one two', 'two one', '[one] [two]'],
  ])('of “%s” by “%s”', (text, search, wanted) => {
    expect(marked(text, search)).toBe(wanted);
  });

  it('forgive one letter where that is asked for', () => {
    expect(marked('the gardeners', 'gardner')).toBe('the gardeners');
    expect(marked('the gardeners', 'gardner', true)).toBe('the [gardeners]');
    expect(isNear('night', 'nihgt')).toBe(true);
    expect(isNear('night', 'nigt')).toBe(true);
    expect(isNear('night', 'nightly')).toBe(false);
    expect(isNear('night', 'fights')).toBe(false);
  });
});

describe('an excerpt', () => {
  const text = `${'word '.repeat(100)}needle${' word'.repeat(100)}`;

  it('shows the first mark with what stands around it, and says where it is cut', () => {
    const { excerpt, marks, cutBefore, cutAfter } = excerptOf(text, findMarks(text, parseSearch('needle')));
    const [[from, to] = [0, 0]] = marks;
    expect(excerpt.slice(from, to)).toBe('needle');
    expect(excerpt.startsWith('word word')).toBe(true);
    expect(excerpt.length).toBeLessThanOrEqual(180);
    expect([cutBefore, cutAfter]).toEqual([true, true]);
  });

  it('is a short text as a whole, on one line', () => {
    expect(excerptOf('one\ntwo', [[4, 7]])).toEqual({
      excerpt: 'one two',
      marks: [[4, 7]],
      cutBefore: false,
      cutAfter: false,
    });
  });
});
