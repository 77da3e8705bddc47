import { describe, expect, test } from 'vitest';
import { queen } from '../../queen/queen.ts';
import { roster } from '../../roster/roster.ts';
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

  test('holds every model the roster asks for', () => {
    const names = new Set(builtIn.models.map(nameOf));
    for (const agent of [...roster, queen]) for (const name of agent.models) expect(names).toContain(name);
  });

  test('offers something of both great vendors in every tier', () => {
    for (const tier of ['edge', 'cloud', 'premium'] as const) {
      const providers = new Set(builtIn.models.filter((one) => one.tier === tier).map((one) => one.provider));
      expect([...providers]).toEqual(expect.arrayContaining(['anthropic', 'openai']));
    }
  });
});

test('prices stand in ascending lengths of prompt, with nothing after the last', () => {
  const withBands = (...upTo: (number | null)[]) =>
    CatalogData.safeParse({
      currency: 'USD',
      providers: [{ id: 'p', name: 'P', dialect: 'compatible', baseUrl: null }],
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
