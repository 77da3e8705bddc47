import { expect, test } from 'vitest';
import { isStrict } from './strict.ts';

const closed = (properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

test.each<[string, unknown]>([
  ['an empty object', closed({})],
  ['objects within objects and lists', closed({ a: closed({}), b: { type: 'array', items: closed({}) } })],
  ['either of two', closed({ a: { anyOf: [closed({}), { type: 'null' }] } })],
  ['a property with the name of a keyword', closed({ not: { type: 'string' }, type: { type: 'string' } })],
])('%s can be enforced', (_, schema) => {
  expect(isStrict(schema)).toBe(true);
});

test.each<[string, unknown]>([
  ['an open object', { type: 'object', properties: {} }],
  ['an optional property', { ...closed({ a: { type: 'string' } }), required: [] }],
  ['an open object deep inside', closed({ a: { type: 'array', items: { anyOf: [{ type: 'object' }] } } })],
  ['an open definition', { ...closed({}), $defs: { a: { type: 'object' } } }],
  ['all of several', closed({ a: { allOf: [closed({})] } })],
])('%s can not', (_, schema) => {
  expect(isStrict(schema)).toBe(false);
});
