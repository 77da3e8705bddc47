import { expect, it } from 'vitest';
import { best, fuzzy } from './fuzzy.ts';

const names = ['New chat', 'New project', 'Night bakery', 'Müller & Söhne', 'Settings', 'Research'];
const found = (typed: string) => best(names, typed, (name) => [name], 3);

it.each([
  ['new', ['New chat', 'New project']],
  ['nch', ['New chat']],
  ['bak', ['Night bakery']],
  ['mueller', ['Müller & Söhne']],
  ['sohne', ['Müller & Söhne']],
  ['setings', ['Settings']],
  ['xyz', []],
])('“%s”', (typed, wanted) => {
  expect(found(typed)).toEqual(wanted);
});

it('likes the beginning of a name best, and shorter names', () => {
  expect(best(['A chat', 'Chats of all', 'Chat'], 'chat', (name) => [name], 3)).toEqual([
    'Chat',
    'Chats of all',
    'A chat',
  ]);
  expect(fuzzy('anything', '')).toBe(0);
});
