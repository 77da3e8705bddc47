import { describe, expect, test } from 'vitest';
import { closedCode, codeQuery, type EmojiCodes, insertCode, matchCodes } from './shortcodes.ts';

describe('codeQuery', () => {
  test.each([
    [':sm', 3, { start: 0, query: 'sm' }],
    ['hi :+1', 6, { start: 3, query: '+1' }],
    ['(:grü', 5, { start: 1, query: 'grü' }],
    [':s', 2, null],
    ['12:30', 5, null],
    ['a:smile', 7, null],
    [':smile:', 7, null],
    ['see :sm now', 7, { start: 4, query: 'sm' }],
  ])('%j at %i', (text, caret, expected) => {
    expect(codeQuery(text, caret)).toEqual(expected);
  });
});

const rows: EmojiCodes[] = [
  ['😄', 'smile', 'happy_smile'],
  ['😺', 'smiley_cat'],
  ['🙂', 'slight_smile'],
  ['☕', 'heißgetränk', 'coffee'],
];

test('those that begin so come first, the whole code before all; accents and case do not matter', () => {
  expect(matchCodes(rows, 'smile').map(({ code }) => code)).toEqual(['smile', 'smiley_cat', 'slight_smile']);
  expect(matchCodes(rows, 'HEISSGE')).toEqual([]);
  expect(matchCodes(rows, 'heißgetra')).toEqual([{ emoji: '☕', code: 'heißgetränk' }]);
});

test('the emoji takes the place of its code', () => {
  expect(insertCode('so :smi!', { start: 3, query: 'smi' }, '😄')).toEqual({ text: 'so 😄!', caret: 5 });
  expect(closedCode(rows, 'so :smile:', 10)).toEqual({ text: 'so 😄', caret: 5 });
  expect(closedCode(rows, 'so :smurf:', 10)).toBeNull();
  expect(closedCode(rows, 'at 12:30:', 9)).toBeNull();
});
