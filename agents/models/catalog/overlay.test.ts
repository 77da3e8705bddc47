import { describe, expect, test } from 'vitest';
import { builtIn } from './builtIn.ts';
import { lineOfPath } from './lineOfPath.ts';
import { overlay } from './overlay.ts';

function laid(text: string) {
  const result = overlay(builtIn, text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.catalog;
}

function problems(text: string) {
  const result = overlay(builtIn, text);
  return result.ok ? [] : result.problems;
}

const find = (catalog: typeof builtIn, id: string) => catalog.models.find((model) => model.id === id);

describe('overlay', () => {
  test('changes nothing where it says nothing', () => {
    expect(laid('{}')).toEqual(builtIn);
  });

  test('wins field by field, and capability by capability', () => {
    const catalog = laid(
      '{"models":[{"provider":"anthropic","id":"claude-opus-5-5","tier":"cloud","capabilities":{"images":false}}]}',
    );
    const was = find(builtIn, 'claude-opus-5-5');
    expect(find(catalog, 'claude-opus-5-5')).toEqual({
      ...was,
      tier: 'cloud',
      capabilities: { ...was?.capabilities, images: false },
    });
    expect(catalog.models.map((model) => model.id)).toEqual(builtIn.models.map((model) => model.id));
  });

  test('can take a price away, and tell one', () => {
    const text = (price: string) => `{"models":[{"provider":"openai","id":"gpt-6-luna","price":${price}}]}`;
    expect(find(laid(text('null')), 'gpt-6-luna')?.price).toBeNull();
    const told = '{"source":"our contract","asOf":"2026-11-01","perMillion":[{"upTo":null,"input":1,"output":2}]}';
    expect(find(laid(text(told)), 'gpt-6-luna')?.price).toMatchObject({ source: 'our contract' });
  });

  test('adds providers and models at the end, with nothing assumed of them', () => {
    const catalog = laid(
      `{"providers":[{"id":"house","name":"House","dialect":"compatible","baseUrl":"http://gpu:9000/v1","local":true,"free":true}],
        "models":[{"provider":"house","id":"bee-1","tier":"edge"}]}`,
    );
    expect(catalog.providers.at(-1)).toMatchObject({ id: 'house', local: true });
    expect(catalog.models.at(-1)).toEqual({
      perMinute: null,
      imagePrice: null,
      provider: 'house',
      id: 'bee-1',
      aliases: [],
      tier: 'edge',
      contextTokens: null,
      outputTokens: null,
      price: null,
      capabilities: {},
      notes: '',
    });
  });

  test('names line and path of everything that is wrong, all at once', () => {
    const text = `{
  "models": [
    { "provider": "anthropic", "id": "claude-opus-5-5", "tier": "huge" },
    {
      "provider": "openai",
      "id": "gpt-6-luna",
      "price": { "source": "x", "asOf": "2026-11-01", "perMillion": [
        { "upTo": null, "input": -1, "output": 2 }
      ] }
    },
    { "provider": "openai", "id": "new", "tier": "edge",
      "contxtTokens": 5 }
  ]
}`;
    expect(problems(text).map(({ line, path }) => ({ line, path }))).toEqual([
      { line: 3, path: 'models[0].tier' },
      { line: 8, path: 'models[1].price.perMillion[0].input' },
      { line: 12, path: 'models[2].contxtTokens' },
    ]);
  });

  test.each([
    ['{\n  "models": [\n    {,}\n  ]\n}', 3, ''],
    ['{\n  "models": [', 2, ''],
    ['{\n  "models": 7\n}', 2, 'models'],
    ['{\n  "curency": "USD"\n}', 2, 'curency'],
    ['{"currency": "EUR"}', 1, 'currency'],
    ['[]', 1, ''],
    ['{"models": [\n {"provider":"nobody","id":"m","tier":"edge"}]}', 2, 'models[0].provider'],
    ['{"models": [\n {"provider":"openai","id":"m"}]}', 2, 'models[0].tier'],
    ['{"models": [{"provider":"openai","id":"gpt-6-luna"},\n{"provider":"openai","id":"gpt-6-luna"}]}', 2, 'models[1]'],
    ['{"providers": [{"id":"openai",\n"free":true}]}', 2, 'providers[0].free'],
    ['{"models": [{"provider":"openai","tier":"edge","id":"x",\n"aliases":["gpt-6-luna"]}]}', 1, 'models[0].id'],
  ])('refuses %j', (text, line, path) => {
    expect(problems(text)[0]).toMatchObject({ line, path });
    expect(problems(text)[0]?.problem).not.toBe('');
  });

  test('leaves the catalog below as it is', () => {
    const copy = structuredClone(builtIn);
    laid('{"models":[{"provider":"anthropic","id":"claude-opus-5-5","tier":"edge"}]}');
    problems('{"models":[{"provider":"anthropic","id":"claude-opus-5-5","tier":"?"}]}');
    expect(builtIn).toEqual(copy);
  });
});

test('lineOfPath is not led astray by texts that look like structure', () => {
  const text = '{\n"a": "}],\\": {",\n"b": [1, {"c":\n[true, null,\n"x"]}]\n}';
  expect(lineOfPath(text, ['b'])).toBe(3);
  expect(lineOfPath(text, ['b', 1, 'c'])).toBe(4);
  expect(lineOfPath(text, ['b', 1, 'c', 2])).toBe(5);
  expect(lineOfPath(text, ['b', 1, 'missing'])).toBe(3);
  expect(lineOfPath(text, ['nowhere'])).toBe(1);
});
