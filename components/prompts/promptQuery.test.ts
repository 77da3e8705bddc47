import { expect, test } from 'vitest';
import type { ConnectionPrompt } from '../../shared/connection.ts';
import { matchPrompts, promptQuery } from './promptQuery.ts';

test.each([
  ['/', 1, ''],
  ['/rev', 4, 'rev'],
  ['/review this', 4, 'rev'],
  ['/sum up', 7, 'sum up'],
  ['/', 0, null],
  [' /rev', 5, null],
  ['a/rev', 5, null],
  ['/etc/hosts', 10, null],
  ['/ 2', 3, null],
  ['/a\nb', 4, null],
])('%j at %i', (text, caret, expected) => {
  expect(promptQuery(text, caret)).toBe(expected);
});

test('what is offered begins so, in its name, title or server', () => {
  const prompt = (name: string, title: string, server: string): ConnectionPrompt => {
    return { connectionId: '', server, name, title, about: '', blanks: [] };
  };
  const prompts = [prompt('code_review', 'Prüfen', 'Git'), prompt('sum', 'Sum up', 'Notes')];
  const found = (query: string) => matchPrompts(prompts, query).map(({ name }) => name);
  expect(found('')).toEqual(['code_review', 'sum']);
  expect(found('REV')).toEqual(['code_review']);
  expect(found('prü')).toEqual(['code_review']);
  expect(found('notes')).toEqual(['sum']);
  expect(found('view')).toEqual([]);
});
