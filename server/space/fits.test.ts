import { expect, test } from 'vitest';
import { VERSION_BYTES, whyNot } from './fits.ts';

const limits = { file: 10, files: 3, space: 20, stored: 100_000 };
const sizes = new Map([
  ['a', 10],
  ['b/c', 5],
]);

test.each<[string, Record<string, number | null>, string | null]>([
  ['one more', { d: 5 }, null],
  ['one that is as large as can be', { a: 10 }, null],
  ['a larger one', { a: 11 }, 'file-too-large'],
  ['too much together', { d: 6 }, 'space-too-large'],
  ['as much in another place', { a: null, d: 10 }, null],
  ['too many', { d: 1, e: 1 }, 'too-many-files'],
  ['as many in other places', { a: null, d: 1, e: 1 }, null],
  ['a path that is none', { '../d': 1 }, 'path'],
  ['a path that is written in parts', { 'A\u0308': 1 }, 'path'],
  ['nothing at such a path', { '.git/config': null }, 'path'],
  ['a name that is nearly there', { A: 1 }, 'place'],
  ['two such names at once', { d: 1, D: 1 }, 'place'],
  ['another spelling of one that goes', { a: null, A: 1 }, null],
  ['a folder in the place of a file that goes', { a: null, 'a/b': 1 }, null],
  ['a folder in the place of a file', { 'a/b': 1 }, 'place'],
  ['a file in the place of a folder', { b: 1 }, 'place'],
  ['an empty one', { d: 0 }, null],
  ['what goes', { a: null, 'b/c': null }, null],
])('a space and %s', (_, changes, expected) => {
  const refusal = whyNot({ sizes, changes: new Map(Object.entries(changes)), storedBytes: 0 }, limits);
  expect(refusal?.kind ?? null).toBe(expected);
});

test('a full history takes what goes, and nothing else', () => {
  const storedBytes = limits.stored - VERSION_BYTES;
  const asked = (size: number | null) => ({ sizes, changes: new Map([['a', size]]), storedBytes });
  expect(whyNot(asked(1), limits)).toEqual({ kind: 'history-too-large', limit: limits.stored });
  expect(whyNot(asked(null), limits)).toBeNull();
});

test('a space that is too large already can still be made smaller', () => {
  const large = new Map([...sizes, ['d', 10]]);
  expect(whyNot({ sizes: large, changes: new Map([['d', 8]]), storedBytes: 0 }, limits)).toBeNull();
});
