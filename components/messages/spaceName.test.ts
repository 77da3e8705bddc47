import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSpacePath } from '../../shared/spacePath.ts';
import { spaceName } from './spaceName.ts';

test.each([
  ['Report 2026.pdf', 'Report 2026.pdf'],
  ['Grüße 🐝.txt', 'Grüße 🐝.txt'],
  ['a/b:c?.txt', 'a-b-c-.txt'],
  [' notes. ', 'notes'],
  ['con.txt', 'file-con.txt'],
  ['.git', 'file-git'],
  ['...', 'file-'],
  [`${'x'.repeat(200)}.tar`, `${'x'.repeat(86)}.tar`],
])('%j is %j among the files of a project', (given, name) => {
  expect(spaceName(given)).toBe(name);
});

test('every name is one that a project can have', () => {
  const names = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(names, (given) => {
      expect(parseSpacePath(spaceName(given))).toHaveProperty('path');
    }),
    { numRuns: 1000 },
  );
});
