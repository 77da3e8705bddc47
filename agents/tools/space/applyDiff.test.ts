import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lineDiff, unifiedDiff } from '../../../shared/lineDiff.ts';
import { applyDiff } from './applyDiff.ts';

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'];
const file = `${letters.join('\n')}\n`;
const apply = (text: string, diff: string) => applyDiff(text, diff, 'src/a.ts');
const done = (text: string) => ({ kind: 'done', text });

describe('a unified diff', () => {
  it('of several hunks is applied whole, with the names of git or without', () => {
    const hunks =
      '@@ -1,3 +1,4 @@\n a\n+new\n b\n c\n@@ -8,3 +9,2 @@ in some function\n h\n-i\n j\n@@ -14 +14 @@\n-n\n+N\n';
    const becomes = done(
      file.replace('a\n', 'a\nnew\n').replace('i\n', '').replace('n\n', 'n\n').replace(/n\n$/, 'N\n'),
    );
    expect(apply(file, hunks)).toEqual(becomes);
    const git = 'diff --git a/src/a.ts b/src/a.ts\nindex 1234567..89abcde 100644\n--- a/src/a.ts\n+++ b/src/a.ts\n';
    expect(apply(file, git + hunks)).toEqual(becomes);
    expect(apply(file, `--- src/a.ts\t2026-01-01 10:00\n+++ src/a.ts\t2026-01-02 10:00\n${hunks}`)).toEqual(becomes);
  });

  it('goes where it fits when its lines have moved, each hunk by as much as the one before', () => {
    const [head, tail] = ['@@ -3 +3 @@\n-c\n+C\n', '@@ -6,2 +6,2 @@\n same\n-x\n+y\n'];
    const moved = `0\n0\n0\n${file}`;
    expect(apply(moved, head)).toEqual(done(moved.replace('c', 'C')));
    // Twice there; the hunk before says which is meant.
    const twice = '0\n0\na\nb\nc\nd\ne\nsame\nx\nf\nsame\nx\n';
    expect(apply(twice, head + tail)).toEqual(done('0\n0\na\nb\nC\nd\ne\nsame\ny\nf\nsame\nx\n'));
  });

  it('is refused where it would fit more than once, and not where it says', () => {
    const refused = apply('same\nx\nsame\nx\n', '@@ -2,2 +2,2 @@\n same\n-x\n+y\n');
    expect(refused).toMatchObject({
      kind: 'refused',
      hunk: 1,
      why: expect.stringMatching(/at line 2, .*lines 1, 3\. Give/) as string,
    });
    expect(apply('same\nx\nsame\nx\n', '@@ -3,2 +3,2 @@\n same\n-x\n+y\n')).toEqual(done('same\nx\nsame\ny\n'));
  });

  test.each([
    ['another line', '@@ -2,2 +2 @@\n b\n-x\n', 1, 'line 3 of the file is "c", and the hunk has "x"'],
    ['a line moved far away', '@@ -1,3 +1,3 @@\n j\n k\n-L\n+x\n', 1, 'line 12 of the file is "l"'],
    ['other spaces', '@@ -2,2 +2 @@\n b\n-c \n', 1, 'Only spaces or tabs differ.'],
    ['lines past the end', '@@ -14,2 +14,2 @@\n n\n-o\n+p\n', 1, 'goes on with "o" where the file ends'],
    ['a second hunk', '@@ -1 +1 @@\n-a\n+A\n@@ -5 +5 @@\n-x\n+X\n', 2, 'line 5 of the file is "e"'],
    [
      'hunks in another order',
      '@@ -5 +5 @@\n-e\n+E\n@@ -1 +1 @@\n-a\n+A\n',
      2,
      'only at line 1, which is before the end of the hunk before',
    ],
    ['the same line twice', '@@ -5 +5 @@\n-e\n+E\n@@ -5 +5 @@\n-e\n+E\n', 2, 'before the end of the hunk before'],
    ['no line of the file', '@@ -3,0 +4 @@\n+x\n', 1, 'no line of the file'],
    ['nothing to change', '@@ -1,2 +1,2 @@\n a\n b\n', 1, 'changes nothing'],
    [
      'an end of the file that is none',
      '@@ -13,2 +13 @@\n m\n-n\n\\ No newline at end of file\n',
      1,
      'in the file it has one',
    ],
    [
      'a line without an end amid the file',
      '@@ -1 +1 @@\n-a\n+A\n\\ No newline at end of file\n',
      1,
      'not the last one',
    ],
    [
      'more after a line without an end',
      '@@ -1,2 +1,2 @@\n-a\n+A\n\\ No newline at end of file\n b\n',
      1,
      'goes on after a line that has no end',
    ],
    ['no hunk', 'just words', undefined, 'no line of a diff before its first hunk'],
    ['a hunk without numbers', '@@ ... @@\n-a\n+A\n', undefined, 'begins with @@ -line,count'],
    ['names alone', '--- a/src/a.ts\n+++ b/src/a.ts\n', undefined, 'has no hunk'],
    ['words after a hunk', '@@ -1 +1 @@\n-a\n+A\nand so on\n', undefined, 'no line of a hunk'],
    [
      'another file',
      '--- a/other.ts\n+++ b/other.ts\n@@ -1 +1 @@\n-a\n+A\n',
      undefined,
      'of "a/other.ts", not of src/a.ts',
    ],
    ['another name', '--- a/src/a.ts\n+++ b/src/b.ts\n@@ -1 +1 @@\n-a\n+A\n', undefined, 'of "b/src/b.ts"'],
    ['a file that is made', '--- /dev/null\n+++ b/src/a.ts\n@@ -0,0 +1 @@\n+A\n', undefined, 'write_file'],
    ['a file that goes', '--- a/src/a.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n', undefined, 'delete_file'],
    [
      'several files',
      '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-a\n+A\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n-a\n+A\n',
      undefined,
      'several files',
    ],
    [
      'a rename',
      'diff --git a/src/a.ts b/b\nrename from src/a.ts\nrename to b\n',
      undefined,
      'more than change lines: "rename from',
    ],
    ['bytes', 'diff --git a/src/a.ts b/src/a.ts\nGIT binary patch\n', undefined, 'more than change lines'],
  ])('is refused with %s, by which hunk and why', (_, diff, hunk, words) => {
    const refused = apply(file, diff);
    expect(refused).toMatchObject({ kind: 'refused', why: expect.stringContaining(words) as string });
    expect(refused.kind === 'refused' && refused.hunk).toBe(hunk);
  });

  it('may have wrong counts, and empty lines that lost their space', () => {
    expect(apply(file, '@@ -2,9 +2,1 @@\n b\n-c\n+C\n@@ -7,1 +7,1 @@\n-g\n+G\n h\n')).toEqual(
      done(file.replace('c', 'C').replace('g', 'G')),
    );
    expect(apply('a\n\nb\n', '@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n\n\n')).toEqual(done('a\n\nc\n'));
    expect(apply('a\n\nb\n', '@@ -1,7 +1,3 @@\n a\n\n-b\n+c\n')).toEqual(done('a\n\nc\n'));
  });

  it('may change lines that look like those of a diff', () => {
    const sql = '-- one\n++ two\n@@ x\n';
    expect(apply(sql, '@@ -1,3 +1,2 @@\n--- one\n-++ two\n+++ three\n @@ x\n')).toEqual(done('++ three\n@@ x\n'));
  });

  it('says whether the last line has an end; without a word of it that stays as it is', () => {
    const no = '\\ No newline at end of file\n';
    expect(apply('a\nb', `@@ -1,2 +1,2 @@\n a\n-b\n${no}+c\n`)).toEqual(done('a\nc\n'));
    expect(apply('a\nb\n', `@@ -1,2 +1,2 @@\n a\n-b\n+c\n${no}`)).toEqual(done('a\nc'));
    expect(apply('a\nb', `@@ -1,2 +1,2 @@\n-a\n+c\n b\n${no}`)).toEqual(done('c\nb'));
    expect(apply('a\nb', '@@ -1,2 +1,2 @@\n a\n-b\n+c')).toEqual(done('a\nc'));
    expect(apply('a\nb', '@@ -1 +1 @@\n-a\n+c\n')).toEqual(done('c\nb'));
  });

  it('fits an empty file, and can empty one', () => {
    expect(apply('', '@@ -0,0 +1,2 @@\n+a\n+b\n')).toEqual(done('a\nb\n'));
    expect(apply('a\n', '@@ -1 +0,0 @@\n-a\n')).toEqual(done(''));
    expect(apply('', '@@ -1 +1 @@\n-a\n+b\n')).toMatchObject({ hunk: 1, why: 'The file is empty.' });
  });

  it('keeps CRLF lines as they are, also where it has none, and is itself read with them', () => {
    const crlf = 'a\r\nb\r\nc\r\n';
    const diff = '@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n';
    expect(apply(crlf, diff)).toEqual(done('a\r\nx\r\nc\r\n'));
    expect(apply(crlf, diff.replaceAll('\n', '\r\n'))).toEqual(done('a\r\nx\r\nc\r\n'));
    expect(apply(crlf, diff.replace(' a\n-b\n+x\n c', ' a\r\n-b\r\n+x\r\n c\r'))).toEqual(done('a\r\nx\r\nc\r\n'));
    expect(apply('a\nb\nc\n', diff.replaceAll('\n', '\r\n'))).toEqual(done('a\nx\nc\n'));
    expect(apply('a\r\nb\nc\n', diff)).toMatchObject({
      hunk: 1,
      why: expect.stringContaining('Only spaces') as string,
    });
    expect(apply('a\r\nb\nc\n', diff.replace(' a', ' a\r'))).toEqual(done('a\r\nx\nc\n'));
  });
});

const texts = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', '', ' b', '-- c', '++ d', '@@ e', '\\ f', 'ü'), { maxLength: 25 }),
    fc.boolean(),
  )
  .map(([lines, ends]) => lines.join('\n') + (ends && lines.length > 0 ? '\n' : ''));

test('what our own diff says of two texts makes the one of the other', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const diff = unifiedDiff(lineDiff(before, after));
      if (diff !== '' && before.endsWith('\n') === after.endsWith('\n'))
        expect(apply(before, diff)).toEqual(done(after));
    }),
    { numRuns: 500 },
  );
});

test('what git says of two texts does, whatever their ends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    for (const [before, after] of fc.sample(fc.tuple(texts, texts), { numRuns: 60, seed: 7 })) {
      if (before === after) continue;
      const names = [before, after].map((text, index) => {
        writeFileSync(join(folder, String(index)), text);
        return join(folder, String(index));
      });
      const args = ['diff', '--no-index', '--no-color', '--no-ext-diff', ...names];
      let diff = '';
      try {
        execFileSync('git', args, { encoding: 'utf8' });
      } catch (error) {
        diff = (error as { stdout: string }).stdout;
      }
      const hunks = diff.slice(diff.search(/^@@ /m));
      expect(apply(before, hunks)).toEqual(done(after));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
