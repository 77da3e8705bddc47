import { describe, expect, test } from 'vitest';
import { jsonBeginning } from './jsonBeginning.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe('a whole text', () => {
  test.each([
    '{"query":"heat pumps","count":6}',
    '{"a":{"b":[1,-2.5e3,true,null,"x"]},"c":[]}',
    ' [ { "ask" : "now" } ] ',
    '"a \\"quoted\\" \\u00e4 \\n line"',
    '{}',
    'true',
    '12',
  ])('%s', (text) => {
    expect(plain(jsonBeginning(text))).toEqual(JSON.parse(text));
  });
});

describe('a text that was cut', () => {
  test.each([
    ['{"query":"heat pu', { query: 'heat pu' }],
    ['{"query":"heat\\', { query: 'heat' }],
    ['{"query":"heat\\u00', { query: 'heat' }],
    ['{"query":"a \\"b\\" c\\nd', { query: 'a "b" c\nd' }],
    ['{"query":"heat pumps","cou', { query: 'heat pumps' }],
    ['{"query":"heat pumps","count":', { query: 'heat pumps' }],
    ['{"query":"heat pumps","count":1', { query: 'heat pumps' }],
    ['{"expressions":["1+1","2*', { expressions: ['1+1', '2*'] }],
    ['{"a":[{"b":"c"},{"d', { a: [{ b: 'c' }, {}] }],
  ])('%s', (text, value) => {
    expect(plain(jsonBeginning(text))).toEqual(value);
  });
});

test.each(['', '   ', 'nonsense', '}', '{"a" 1}', "{'a':1}"])('nothing comes of %j', (text) => {
  expect([undefined, {}]).toContainEqual(plain(jsonBeginning(text)) ?? undefined);
});

test('what is nested without end is not read without end', () => {
  expect(() => jsonBeginning('['.repeat(100_000))).not.toThrow();
  expect(() => jsonBeginning('{"a":'.repeat(100_000))).not.toThrow();
});

test('a name that every object has is a name like others', () => {
  expect((jsonBeginning('{"__proto__":"x","query":"y"}') as Record<string, unknown>).query).toBe('y');
});
