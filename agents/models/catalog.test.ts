import { describe, expect, test } from 'vitest';
import { queen } from '../queen/queen.ts';
import { roster } from '../roster/roster.ts';
import { catalog, contextTokensOf, costMicros, findModel, splitName } from './catalog.ts';

describe('the catalog', () => {
  test('names every model once', () => {
    expect(new Set(catalog.map((model) => model.name)).size).toBe(catalog.length);
  });

  test('holds every model the roster asks for', () => {
    for (const agent of [...roster, queen]) for (const name of agent.models) expect(findModel(name)?.name).toBe(name);
  });

  test('offers something of both vendors in every tier', () => {
    for (const tier of ['edge', 'cloud', 'premium'] as const) {
      const providers = new Set(catalog.filter((m) => m.tier === tier).map((m) => splitName(m.name).providerId));
      expect([...providers]).toEqual(expect.arrayContaining(['anthropic', 'openai']));
    }
  });

  test('has prices in ascending lengths of prompt', () => {
    for (const { prices } of catalog) {
      expect(prices.map((p) => p.upTo)).toEqual(prices.map((p) => p.upTo).sort((a, b) => a - b));
      for (const price of prices) expect(price.output).toBeGreaterThan(price.input);
    }
  });
});

describe('costMicros', () => {
  test('is dollars per million times tokens', () => {
    expect(costMicros('anthropic/claude-opus-5-5', { inputTokens: 1000, outputTokens: 500 })).toBe(14_000);
    expect(costMicros('openai/gpt-6.1-terra', { inputTokens: 1, outputTokens: 1 })).toBe(6);
  });

  test('follows the length of the prompt', () => {
    expect(costMicros('anthropic/claude-haiku-5-5', { inputTokens: 100_000, outputTokens: 0 })).toBe(10_000);
    expect(costMicros('anthropic/claude-haiku-5-5', { inputTokens: 100_001, outputTokens: 0 })).toBe(50_001);
  });

  test('is null where the price is not known, and 0 only for nothing used', () => {
    expect(costMicros('ollama/llama3', { inputTokens: 10, outputTokens: 10 })).toBeNull();
    expect(costMicros('perplexity/sonar-pro', { inputTokens: 10, outputTokens: 10 })).toBeNull();
    expect(costMicros('openai/gpt-6.1-sol', { inputTokens: 300_000, outputTokens: 10 })).toBeNull();
    expect(costMicros('anthropic/claude-opus-5-5', { inputTokens: 0, outputTokens: 0 })).toBe(0);
  });

  test('knows dated names as the undated model', () => {
    expect(costMicros('anthropic/claude-haiku-4-5-20251001', { inputTokens: 2, outputTokens: 0 })).toBe(2);
    expect(findModel('openai/gpt-6-luna-2026-09-22')?.name).toBe('openai/gpt-6-luna');
  });
});

test('names are split at the first slash, and unknown models get a small context', () => {
  expect(splitName('openrouter/meta/llama-4')).toEqual({ providerId: 'openrouter', modelId: 'meta/llama-4' });
  expect(contextTokensOf('ollama/llama3')).toBe(16_000);
});
