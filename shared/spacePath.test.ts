import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseSpacePath, placeFault, SpacePath } from './spacePath.ts';

const fault = (given: string) => {
  const parsed = parseSpacePath(given);
  return 'fault' in parsed ? parsed.fault : null;
};

describe('a path of a file space', () => {
  test.each([
    'a',
    'README.md',
    'src/main.ts',
    'Öl/Straße & Co (1).txt',
    '.gitignore',
    '.github/workflow.yml',
    'a.b..c',
    '...x',
    'legit/.gitattributes',
    '日本語/ファイル.md',
    '🐝.txt',
    'a'.repeat(100),
    'a b/c d',
    '-rf',
    '$(reboot)',
    "it's; #1 %2e%2e",
    'console.log',
    'comma.txt',
  ])('is %j', (path) => {
    expect(parseSpacePath(path)).toEqual({ path: path.normalize('NFC') });
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['a//b', 'empty'],
    ['a/', 'empty'],
    ['/etc/passwd', 'absolute'],
    ['//server/share', 'absolute'],
    ['..', 'dots'],
    ['.', 'dots'],
    ['../a', 'dots'],
    ['a/../../b', 'dots'],
    ['a/./b', 'dots'],
    ['a/..', 'dots'],
    ['...', 'dots'],
    ['a/..../b', 'dots'],
    ['‥/a', 'dots'],
    ['．．/a', 'dots'],
    ['a／..／b', 'signs'],
    ['a\\..\\b', 'signs'],
    ['..\\a', 'signs'],
    ['C:/Windows', 'signs'],
    ['C：/Windows', 'signs'],
    ['file.txt:stream', 'signs'],
    ['a\0b', 'signs'],
    ['a\nb', 'signs'],
    ['a\u202Egnp.exe', 'signs'],
    ['a\u200bb', 'signs'],
    ['.g\u200cit/config', 'signs'],
    ['.git\u00ad', 'signs'],
    ['a\u2028b', 'signs'],
    ['a\ud800b', 'signs'],
    ['a*', 'signs'],
    ['a?b', 'signs'],
    ['"a"', 'signs'],
    [' a', 'ends'],
    ['a ', 'ends'],
    ['a/b /c', 'ends'],
    ['a.', 'ends'],
    ['a\u00a0', 'ends'],
    ['a…', 'ends'],
    ['.. /a', 'ends'],
    ['.git', 'git'],
    ['.git/config', 'git'],
    ['.GIT/hooks/post-commit', 'git'],
    ['a/.Git/config', 'git'],
    ['.ｇｉｔ/config', 'git'],
    ['.ℊit', 'git'],
    ['．git', 'git'],
    ['git~1/config', 'git'],
    ['GIT~2', 'git'],
    ['.git./config', 'ends'],
    ['.git /config', 'ends'],
    ['.git::$INDEX_ALLOCATION/config', 'signs'],
    ['con', 'device'],
    ['a/NUL.txt', 'device'],
    ['COM1', 'device'],
    ['com¹.log', 'device'],
    ['aux.c', 'device'],
    ['lpt9 .txt', 'device'],
    ['a'.repeat(101), 'too-long'],
    ['蜂'.repeat(67), 'too-long'],
    [`${'a'.repeat(90)}/`.repeat(3).slice(0, -1), 'too-long'],
    ['x'.repeat(100_000), 'too-long'],
    ['a/'.repeat(10) + 'a', 'too-deep'],
  ])('is not %j: %s', (given, expected) => {
    expect(fault(given)).toBe(expected);
    expect(SpacePath.safeParse(given).success).toBe(false);
  });

  it('is the same composed and decomposed', () => {
    expect(parseSpacePath('A\u0308rger/u\u0308.txt')).toEqual({ path: 'Ärger/ü.txt' });
    expect(SpacePath.parse('A\u0308')).toBe('Ä');
  });

  it('never leads out, whatever it is made of', () => {
    const piece = fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      'a',
      '.git',
      ':',
      '\0',
      ' ',
      '．',
      '／',
      '‥',
      '\u200b',
      'é',
      '%2e',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parsed = parseSpacePath(pieces.join(''));
        if ('fault' in parsed) return;
        const { path } = parsed;
        const parts = path.normalize('NFKC').split('/');
        expect(parts.length).toBe(path.split('/').length);
        for (const part of parts) expect(['', '.', '..', '.git']).not.toContain(part.toLowerCase().trim());
        expect(path).not.toMatch(/[\\:\0]/);
        expect(parseSpacePath(path)).toEqual({ path });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the place of a new file', () => {
  const existing = ['src/main.ts', 'src/Über.md', 'README.md'];
  test.each([
    ['src/other.ts', null],
    ['src/main.ts', null],
    ['docs/README.md', null],
    ['src', { kind: 'is-folder', other: 'src' }],
    ['README.md/a', { kind: 'under-file', other: 'README.md' }],
    ['readme.md', { kind: 'same-letters', other: 'README.md' }],
    ['SRC/new.ts', { kind: 'same-letters', other: 'src' }],
    ['src/MAIN.ts', { kind: 'same-letters', other: 'src/main.ts' }],
    ['src/über.md', { kind: 'same-letters', other: 'src/Über.md' }],
    ['src/Main.ts/x', { kind: 'same-letters', other: 'src/main.ts' }],
    ['src/ｍain.ts', { kind: 'same-letters', other: 'src/main.ts' }],
  ])('%j', (path, expected) => {
    expect(placeFault(path, existing)).toEqual(expected);
  });
});
