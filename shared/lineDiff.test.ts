import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooLong, lineDiff, linesOf, unifiedDiff } from './lineDiff.ts';

function shown(before: string, after: string): string {
  return unifiedDiff(lineDiff(before, after));
}

/** The text on one side of a diff with all lines around. */
function side(before: string, after: string, gone: '+' | '-'): string {
  return lineDiff(before, after, Infinity)
    .hunks.flatMap(({ lines }) => lines)
    .filter(({ sign }) => sign !== gone)
    .map(({ text, unended }) => (unended === true ? text : `${text}\n`))
    .join('');
}

describe('a diff of lines', () => {
  it('is empty where nothing changed', () => {
    expect(lineDiff('a\nb\n', 'a\nb\n')).toEqual({ added: 0, removed: 0, hunks: [] });
    expect(lineDiff('', '')).toEqual({ added: 0, removed: 0, hunks: [] });
  });

  it('is written as others write it', () => {
    const before = 'one two three four five six seven eight nine ten '.replaceAll(' ', '\n');
    const after = `${before.replace('two', 'TWO')}eleven\n`;
    expect(shown(before, after)).toBe(
      [
        '@@ -1,5 +1,5 @@',
        ' one',
        '-two',
        '+TWO',
        ' three',
        ' four',
        ' five',
        '@@ -8,3 +8,4 @@',
        ' eight',
        ' nine',
        ' ten',
        '+eleven',
      ].join('\n'),
    );
  });

  it('joins changes that are near each other', () => {
    const before = 'a\n1\n2\n3\n4\n5\n6\nb\n';
    expect(lineDiff(before, before.replace('a', 'A').replace('b', 'B')).hunks).toHaveLength(1);
    const further = 'a\n1\n2\n3\n4\n5\n6\n7\nb\n';
    expect(lineDiff(further, further.replace('a', 'A').replace('b', 'B')).hunks).toHaveLength(2);
  });

  it('tells of files that begin, end, and lack the end of a line', () => {
    expect(shown('', 'a\n')).toBe('@@ -0,0 +1 @@\n+a');
    expect(shown('a\n', '')).toBe('@@ -1 +0,0 @@\n-a');
    expect(shown('a', 'a\n')).toBe('@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a');
    expect(shown('a\nb', 'c\nb')).toBe('@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file');
  });

  it('sees that ends of lines changed', () => {
    expect(lineDiff('a\r\nb\r\n', 'a\nb\n')).toMatchObject({ added: 2, removed: 2 });
  });

  it('finds the shortest one', () => {
    expect(lineDiff('a\nb\nc\na\nb\nb\na\n', 'c\nb\na\nb\na\nc\n')).toMatchObject({ added: 2, removed: 3 });
  });

  it('gives up on what has little in common, and stays right', () => {
    const before = Array.from({ length: 3_000 }, (_, at) => `old ${at}\n`).join('');
    const after = Array.from({ length: 3_000 }, (_, at) => (at === 1_500 ? 'old 1500\n' : `new ${at}\n`)).join('');
    expect(lineDiff(before, after)).toMatchObject({ added: 3_000, removed: 3_000 });
    expect(side(before, after, '+')).toBe(before);
  });

  it.each([
    ['a\n'.repeat(60_000), 'b\n'.repeat(30_000), false],
    ['a\n'.repeat(60_000), 'b\n'.repeat(60_000), true],
    ['a'.repeat(200_000), 'b', false],
  ])('knows what has too many lines', (before, after, tooLong) => {
    expect(isTooLong(before, after)).toBe(tooLong);
  });

  it('has both texts in it, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', 'a\r', 'é'), { maxLength: 14 })
      .chain((lines) => fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`));
    fc.assert(
      fc.property(text, text, (before, after) => {
        if (before === after) return;
        expect(side(before, after, '+')).toBe(before);
        expect(side(before, after, '-')).toBe(after);
        const { added, removed, hunks } = lineDiff(before, after);
        expect(linesOf(before).length - removed).toBe(linesOf(after).length - added);
        for (const { before: line, lines } of hunks) {
          const old = lines.filter(({ sign }) => sign !== '+').map(({ text: one }) => one);
          const there = linesOf(before).map((one) => one.replace(/\n$/, ''));
          expect(there.slice(line - 1, line - 1 + old.length)).toEqual(old);
        }
      }),
      { numRuns: 1_500 },
    );
  });
});
