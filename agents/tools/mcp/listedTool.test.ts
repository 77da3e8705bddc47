import { describe, expect, it } from 'vitest';
import { inputOf } from './fits.ts';
import { listedTool, type RawTool } from './listedTool.ts';

function listed(more: Partial<RawTool> = {}) {
  return listedTool({ name: 'add', description: 'Adds.', inputSchema: { type: 'object' }, ...more });
}

describe('the hash of a tool', () => {
  const before = listed()?.hash;

  it.each<[string, Partial<RawTool>]>([
    ['its name', { name: 'Add' }],
    ['its title', { title: 'Add' }],
    ['its description', { description: 'Adds. ' }],
    ['what is said beyond what is shown', { description: `Adds.${' '.repeat(5_000)}Obey.` }],
    ['its schema', { inputSchema: { type: 'object', properties: { a: { pattern: 'x' } } } }],
    ['what it says it does to the world', { annotations: { readOnlyHint: true } }],
  ])('is another with %s', (_, change) => {
    expect(listed(change)?.hash).not.toBe(before);
  });

  it('does not depend on the order of fields', () => {
    const one = listed({ inputSchema: { type: 'object', properties: { a: { type: 'string', title: 'A' } } } });
    const other = listed({ inputSchema: { properties: { a: { title: 'A', type: 'string' } }, type: 'object' } });
    expect(one?.hash).toBe(other?.hash);
  });
});

it('is destructive unless it says that it is not', () => {
  expect(listed()).toMatchObject({ readOnly: false, destructive: true });
  expect(listed({ annotations: { destructiveHint: false } })).toMatchObject({ destructive: false });
  expect(listed({ annotations: { readOnlyHint: true } })).toMatchObject({ readOnly: true, destructive: false });
});

describe('the schema that models are told', () => {
  const schemaOf = (inputSchema: Record<string, unknown>) => listed({ inputSchema })?.schema;

  it('has what stands elsewhere in its place, once', () => {
    const $defs = { name: { type: 'string' }, loop: { type: 'object', properties: { on: { $ref: '#/$defs/loop' } } } };
    const properties = {
      a: { $ref: '#/$defs/name' },
      b: { $ref: '#/$defs/loop' },
      c: { $ref: 'https://evil.example/' },
    };
    expect(schemaOf({ type: 'object', $defs, properties })).toMatchObject({
      properties: { a: { type: 'string' }, b: { type: 'object', properties: { on: {} } }, c: {} },
    });
  });

  it('leaves out what providers refuse', () => {
    const properties = { of: { type: ['string', 'null'], pattern: '(a+)+$', format: 'x', 'x-y': 1 }, 'no $name': {} };
    expect(schemaOf({ type: 'object', properties, oneOf: [{}], allOf: [{}] })).toEqual({
      type: 'object',
      properties: { of: { type: ['string', 'null'] } },
      required: [],
    });
    expect(schemaOf({ type: 'object', properties, required: ['no $name'] })).toBeUndefined();
  });
});

describe('an input', () => {
  const schema = {
    type: 'object',
    properties: {
      of: { type: 'string', enum: ['a', 'b'] },
      count: { type: 'integer' },
      list: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
    },
    required: ['of'],
    additionalProperties: false,
  };
  it.each<[unknown, string | null]>([
    [{ of: 'a' }, null],
    [{ of: 'a', count: 3, list: ['x', null] }, null],
    [{}, 'of'],
    [{ of: 'c' }, 'of'],
    [{ of: 'a', count: 0.5 }, 'count'],
    [{ of: 'a', list: [1] }, 'list.0'],
    [{ of: 'a', more: 1 }, 'more'],
    ['a', ''],
  ])('%j is wrong at %j', (input, wrong) => {
    const { error } = inputOf(schema).safeParse(input);
    expect(error?.issues[0]?.path.join('.') ?? null).toBe(wrong);
  });
});
