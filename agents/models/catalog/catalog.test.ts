import { describe, expect, test } from 'vitest';
import { providerCatalog } from '../../providers/catalog.ts';
import { catalog as before } from '../catalog.ts';
import { builtIn } from './builtIn.ts';
import { CatalogData, inconsistencies } from './catalogData.ts';

const nameOf = (model: { provider: string; id: string }) => `${model.provider}/${model.id}`;

describe('the catalog that comes along', () => {
  test('names every model once and only at providers it knows', () => {
    expect(inconsistencies(builtIn)).toEqual([]);
  });

  test('says of every known price where and of when it is, and nothing of a day to come', () => {
    const known = builtIn.models.flatMap(({ price }) => (price !== null && 'source' in price ? [price] : []));
    expect(known.length).toBeGreaterThan(15);
    for (const price of known) {
      expect(URL.canParse(price.source)).toBe(true);
      expect(price.asOf <= '2026-11-21').toBe(true);
      for (const { input, output, cachedInput, cacheWrite } of price.perMillion) {
        expect(output).toBeGreaterThan(input);
        if (cachedInput !== null) expect(cachedInput).toBeLessThan(input);
        if (cacheWrite !== null) expect(cacheWrite).toBeGreaterThanOrEqual(input);
      }
    }
  });

  test('calls free only what its owner runs', () => {
    const local = new Set(builtIn.providers.filter((one) => one.free).map((one) => one.id));
    expect([...local].sort()).toEqual(['llamacpp', 'ollama', 'vllm']);
    for (const model of builtIn.models) {
      expect(model.price !== null && 'free' in model.price).toBe(local.has(model.provider));
    }
  });

  test('has something of every house', () => {
    const ids = builtIn.models.map(nameOf).join(' ').toLowerCase();
    const providers = builtIn.providers.map((one) => one.id);
    for (const house of ['claude', 'gpt', 'codex', 'deepseek', 'qwen', 'sonar', 'gemini', 'mistral', 'llama', 'phi']) {
      expect(ids).toContain(house);
    }
    expect(providers).toEqual(expect.arrayContaining(['openrouter', 'litellm', 'vllm', 'llamacpp', 'ollama']));
  });

  test('has the tiers, lengths, prices and order of the list it follows', () => {
    const here = builtIn.models.filter((model) => before.some((one) => one.name === nameOf(model)));
    expect(
      here.map(({ price, tier, contextTokens, ...model }) => ({
        name: nameOf(model),
        tier,
        contextTokens,
        prices:
          price !== null && 'perMillion' in price
            ? price.perMillion.map(({ upTo, input, output }) => ({ upTo: upTo ?? Infinity, input, output }))
            : [],
      })),
    ).toEqual(before);
  });

  test('knows every provider that can be configured, at its address', () => {
    const known = new Map(builtIn.providers.map((one) => [one.id, one]));
    for (const { id, kind, baseUrl, local, name } of providerCatalog) {
      expect(known.get(id)).toMatchObject({ dialect: kind, baseUrl, local, name });
    }
  });
});

test('prices stand in ascending lengths of prompt, with nothing after the last', () => {
  const withBands = (...upTo: (number | null)[]) =>
    CatalogData.safeParse({
      currency: 'USD',
      providers: [{ id: 'p', name: 'P', dialect: 'compatible', baseUrl: null, keyEnv: null }],
      models: [
        {
          provider: 'p',
          id: 'm',
          tier: 'edge',
          price: {
            source: 's',
            asOf: '2026-01-01',
            perMillion: upTo.map((one) => ({ upTo: one, input: 1, output: 2 })),
          },
        },
      ],
    }).success;
  expect([withBands(10, 20, null), withBands(null), withBands(10)]).toEqual([true, true, true]);
  expect([withBands(), withBands(20, 10), withBands(10, 10), withBands(null, 10), withBands(null, null)]).toEqual(
    Array(5).fill(false),
  );
});
