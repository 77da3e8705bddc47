import { describe, expect, test } from 'vitest';
import { callInput } from './callInput.ts';

const json = JSON.stringify;

describe('an input', () => {
  test('of a program is its code and the rest', () => {
    expect(callInput('run_python', json({ code: 'print(1)', files: ['a.csv', 'b.csv'] }))).toEqual({
      code: { text: 'print(1)', language: 'python' },
      texts: [],
      fields: [{ name: 'files', value: 'a.csv\nb.csv' }],
    });
  });

  test('of a file is its content, in the language of its name', () => {
    const input = { path: 'src/main.ts', content: 'const a = 1;', message: 'Begin' };
    expect(callInput('write_file', json(input))).toEqual({
      code: { text: 'const a = 1;', language: 'ts' },
      texts: [],
      fields: [
        { name: 'path', value: 'src/main.ts' },
        { name: 'message', value: 'Begin' },
      ],
    });
  });

  test('of edits is what goes and what comes', () => {
    const edits = [
      { find: 'a\nb', replace: 'c' },
      { find: 'd', replace: '', all: true },
    ];
    const { code, texts } = callInput('patch_file', json({ path: 'a', edits }));
    expect(code).toEqual({ text: '@@ 1 @@\n-a\n-b\n+c\n@@ 2 (*) @@\n-d\n+', language: 'diff' });
    expect(texts).toEqual([]);
  });

  test('of a diff is the diff, and nothing given besides it is hidden', () => {
    const edits = [{ find: 'a', replace: 'b' }];
    expect(callInput('patch_file', json({ path: 'a', diff: '@@ -1 +1 @@\n-a\n+b' }))).toMatchObject({
      ...{ code: { text: '@@ -1 +1 @@\n-a\n+b', language: 'diff' }, texts: [] },
    });
    const both = callInput('patch_file', json({ diff: '-x\n+y', edits }));
    expect([both.code?.text, both.texts.map(({ name }) => name)]).toEqual(['-x\n+y', ['edits']]);
  });

  test('of edits with more in them stands as it is', () => {
    const { code, texts } = callInput('patch_file', json({ edits: [{ find: 'a', replace: 'b', more: 'c' }] }));
    expect(code).toBeNull();
    expect(texts[0]?.text).toContain('more');
  });

  test('of another tool that has a code is no program', () => {
    expect(callInput('redeem', json({ code: 'ABC' })).fields).toEqual([{ name: 'code', value: 'ABC' }]);
  });

  test('says where an address leads that is written in letters that look like others', () => {
    expect(callInput('read_page', json({ url: 'https://\u0430pple.com/x' })).fields).toEqual([
      { name: 'url', value: 'https://\u0430pple.com/x' },
      { name: 'url → host', value: 'xn--pple-43d.com' },
    ]);
    expect(callInput('read_page', json({ url: 'https://Apple.com/x' })).fields).toHaveLength(1);
    expect(callInput('search', json({ query: 'time: now' })).fields).toHaveLength(1);
  });

  test('keeps every field, long ones as texts of their own', () => {
    const { texts, fields } = callInput('make_table', json({ name: 'x', rows: [[1, null]], note: 'a\nb', deep: {} }));
    expect(fields).toEqual([{ name: 'name', value: 'x' }]);
    expect(texts.map(({ name }) => name)).toEqual(['rows', 'note', 'deep']);
    expect(texts[1]?.text).toBe('a\nb');
    expect(JSON.parse(texts[0]?.text ?? '')).toEqual([[1, null]]);
  });

  test.each(['[1,2]', '"text"', '{"cut":', 'nonsense'])('that is no object stands as it is: %s', (text) => {
    expect(callInput('other', text)).toEqual({ code: null, fields: [], texts: [{ name: '', text }] });
  });

  test('of nothing is nothing', () => {
    for (const text of ['', '{}']) expect(callInput('other', text)).toEqual({ code: null, fields: [], texts: [] });
  });
});
