import { describe, expect, test } from 'vitest';
import { everyoneOption, insertMention, matchOptions, type MentionOption, mentionQuery } from './mentionQuery.ts';

describe('mentionQuery', () => {
  test.each([
    ['@', 1, { start: 0, query: '' }],
    ['hi @re', 6, { start: 3, query: 're' }],
    ['@Jürgen Mü', 10, { start: 0, query: 'Jürgen Mü' }],
    ['(@co', 4, { start: 1, query: 'co' }],
    ['me@ex', 5, null],
    ['@ research', 10, null],
    ['@a\nb', 4, null],
    ['@a  b', 5, null],
    ['no', 2, null],
    ['@research x', 4, { start: 0, query: 'res' }],
  ])('%j at %i', (text, caret, expected) => {
    expect(mentionQuery(text, caret)).toEqual(expected);
  });
});

describe('matchOptions', () => {
  const juergen: MentionOption = { id: '1', name: 'Jürgen Müller', insert: 'Jürgen Müller', keys: ['Jürgen Müller'] };
  const options = [juergen, everyoneOption('all')];
  test.each([
    ['', ['1', 'all']],
    ['jur', ['1']],
    ['MÜL', ['1']],
    ['al', ['all']],
    ['x', []],
  ])('%j', (query, ids) => {
    expect(matchOptions(options, query).map((option) => option.id)).toEqual(ids);
  });
});

test('insertMention puts the name and one space, and keeps what follows', () => {
  expect(insertMention('hi @re there', { start: 3, query: 're' }, 'research')).toEqual({
    text: 'hi @research there',
    caret: 13,
  });
  expect(insertMention('@', { start: 0, query: '' }, 'all')).toEqual({ text: '@all ', caret: 5 });
});
