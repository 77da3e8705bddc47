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
