import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf } from './stamp.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waggle-stamp-'));
  mkdirSync(join(folder, 'app', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'app', 'page.tsx'), 'page');
  writeFileSync(join(folder, 'app', 'deep', 'part.tsx'), 'part');
});
afterEach(() => rmSync(folder, { recursive: true }));

function hash(skip?: (path: string) => boolean): string {
  return hashOf([join(folder, 'app'), join(folder, 'missing')], skip);
}

test('the hash stays while names and contents stay, whatever the times', () => {
  const before = hash();
  utimesSync(join(folder, 'app', 'page.tsx'), 0, 0);
  expect(hash()).toBe(before);
});

test.each([
  ['a changed file', () => writeFileSync(join(folder, 'app', 'deep', 'part.tsx'), 'trap')],
  ['a new file', () => writeFileSync(join(folder, 'app', 'new.tsx'), '')],
  ['a removed file', () => rmSync(join(folder, 'app', 'page.tsx'))],
  ['a renamed file', () => renameSync(join(folder, 'app', 'page.tsx'), join(folder, 'app', 'other.tsx'))],
  ['a file where there was nothing', () => writeFileSync(join(folder, 'missing'), '')],
  [
    'text that moved from one file to the next',
    () => writeFileSync(join(folder, 'app', 'deep', 'part.tsx'), 'partpage'),
  ],
])('the hash changes with %s', (_what, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
});

test('what is skipped does not count', () => {
  const skip = (path: string) => path.endsWith('.test.tsx');
  const before = hash(skip);
  writeFileSync(join(folder, 'app', 'page.test.tsx'), 'test');
  expect(hash(skip)).toBe(before);
  expect(hash()).not.toBe(before);
});
