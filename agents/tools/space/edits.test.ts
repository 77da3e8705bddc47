import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { applyEdits, hasOnlyCrlf } from './edits.ts';

const file = 'function a() {\n\treturn 1;\n}\n\nfunction b() {\n\treturn 1;\n}\n';

describe('edits of a text', () => {
  it('replaces what stands there once, and nothing else', () => {
    expect(applyEdits(file, [{ find: 'function a', replace: 'function c' }])).toEqual({
      kind: 'done',
      text: file.replace('function a', 'function c'),
    });
  });

  it('makes several, each in what the one before has left', () => {
    const edits = [
      { find: 'one', replace: 'two' },
      { find: 'two', replace: 'three' },
    ];
    expect(applyEdits('one\n', edits)).toEqual({ kind: 'done', text: 'three\n' });
  });

  it('makes none where one does not fit', () => {
    const edits = [
      { find: 'one', replace: 'two' },
      { find: 'four', replace: 'five' },
    ];
    expect(applyEdits('one\n', edits)).toMatchObject({ kind: 'refused', at: 1 });
  });

  it('takes signs that mean something elsewhere as they are', () => {
    expect(applyEdits('a.c $&', [{ find: '.c $&', replace: '$1 $$ $` \\n' }])).toEqual({
      kind: 'done',
      text: 'a$1 $$ $` \\n',
    });
  });

  it('deletes, and adds where there is no end of a line', () => {
    expect(applyEdits('a\nb', [{ find: 'b', replace: 'b\nc' }])).toEqual({ kind: 'done', text: 'a\nb\nc' });
    expect(applyEdits('a\nb', [{ find: 'a\n', replace: '' }])).toEqual({ kind: 'done', text: 'b' });
  });

  it('replaces everywhere only where that is asked for', () => {
    const edit = { find: 'return 1', replace: 'return 2' };
    expect(applyEdits(file, [edit])).toEqual({
      kind: 'refused',
      at: 0,
      why: expect.stringContaining('2 times, at lines 2, 6') as string,
    });
    expect(applyEdits(file, [{ ...edit, all: true }])).toEqual({
      kind: 'done',
      text: file.replaceAll('return 1', 'return 2'),
    });
  });

  it('keeps CRLF lines as they are, also where the edit has none', () => {
    const crlf = 'a\r\nb\r\nc\r\n';
    const edit = { find: 'a\nb', replace: 'x\ny' };
    expect(applyEdits(crlf, [edit])).toEqual({ kind: 'done', text: 'x\r\ny\r\nc\r\n' });
    expect(applyEdits(crlf, [{ find: 'a\r\nb', replace: 'x' }])).toEqual({ kind: 'done', text: 'x\r\nc\r\n' });
    expect(applyEdits('a\r\nb\nc', [edit])).toMatchObject({ kind: 'refused' });
  });

  test.each([
    ['', 'x', 'empty'],
    ['return  1;', 'x', 'spaces, tabs or ends of lines differ'],
    ['    return 1;', 'x', 'Line 2 is "\\treturn 1;"'],
    ['function a() {\n\treturn 7;', 'x', 'first line is line 1 and line 2 is "\\treturn 1;"'],
    ['nowhere', 'x', 'Read it again'],
    ['function a', 'function a', 'the same'],
  ])('says why %j does not fit', (find, replace, words) => {
    const edited = applyEdits(file, [{ find, replace }]);
    expect(edited).toMatchObject({ kind: 'refused', at: 0, why: expect.stringContaining(words) as string });
  });

  it('refuses what would grow beyond any file, before it is made', () => {
    const everywhere = { find: 'a', replace: 'b'.repeat(400_000), all: true };
    expect(applyEdits('a'.repeat(100_000), [everywhere])).toMatchObject({ kind: 'refused', at: 0 });
    expect(applyEdits('a', [everywhere])).toEqual({ kind: 'done', text: everywhere.replace });
  });

  it('says so of an empty file', () => {
    expect(applyEdits('', [{ find: 'a', replace: 'b' }])).toMatchObject({
      why: 'The file is empty; write it instead.',
    });
  });

  it('undoes itself where what it wrote is the only one', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '$', ' '), maxLength: 12 });
    fc.assert(
      fc.property(word, word, word, (head, find, tail) => {
        const edited = applyEdits(head + find + tail, [{ find, replace: '§' }]);
        if (edited.kind === 'refused') return;
        expect(applyEdits(edited.text, [{ find: '§', replace: find }])).toEqual({
          kind: 'done',
          text: head + find + tail,
        });
      }),
    );
  });
});

test.each([
  ['a\r\n', true],
  ['a\r\nb', true],
  ['a\nb\r\n', false],
  ['\n', false],
  ['a', false],
  ['', false],
])('whether %j has CRLF lines alone: %s', (text, expected) => {
  expect(hasOnlyCrlf(text)).toBe(expected);
});
