import { describe, expect, test } from 'vitest';
import { createDemo } from '../providers/demo.ts';
import type { Provider } from '../providers/provider.ts';
import { createScripted } from '../providers/scripted.ts';
import { coder } from '../roster/coder.ts';
import { roster } from '../roster/roster.ts';
import { modelsWith } from '../testing/parts.ts';
import { candidates } from './candidates.ts';

function provider(id: string): Provider {
  return createScripted([], { id });
}

function names(providers: readonly Provider[], listed: Record<string, string[]> = {}) {
  return candidates(coder, modelsWith(providers, listed)).map((candidate) => candidate.name);
}

describe('candidates', () => {
  test('are the demo where nothing else is configured, asked by the agent’s id', () => {
    expect(names([createDemo()])).toEqual(['demo/coder']);
  });

  test('never hold the demo beside a real provider, and are empty without any', () => {
    expect(names([createDemo(), provider('ollama')], { ollama: ['qwen3'] })).toEqual(['ollama/qwen3']);
    expect(names([createDemo(), provider('ollama')])).toEqual([]);
    expect(names([])).toEqual([]);
  });

  test('follow the agent’s own order, then the tier’s, then the other tiers’', () => {
    expect(names([provider('anthropic')])).toEqual([
      'anthropic/claude-opus-5-5',
      'anthropic/claude-sonnet-5-5',
      'anthropic/claude-fable-5-1',
      'anthropic/claude-opus-5',
      'anthropic/claude-sonnet-5',
      'anthropic/claude-haiku-5-5',
    ]);
  });

  test('mix providers in the agent’s order', () => {
    expect(names([provider('openai'), provider('anthropic')]).slice(0, 4)).toEqual([...coder.models]);
  });

  test('leave out what a provider that lists its models does not list', () => {
    expect(
      names([provider('openai')], { openai: ['gpt-6.1-terra', 'text-embedding-3-large', 'gpt-6-luna-2026-09-22'] }),
    ).toEqual(['openai/gpt-6.1-terra', 'openai/gpt-6-luna']);
  });

  test('keep a place for what other providers offer, without models that cannot talk', () => {
    const found = names([provider('anthropic'), provider('ollama')], {
      ollama: ['nomic-embed-text', 'bee1', 'bee2', 'bee3'],
    });
    expect(found).toHaveLength(6);
    expect(found.slice(-2)).toEqual(['ollama/bee1', 'ollama/bee2']);
    expect(found[0]).toBe('anthropic/claude-opus-5-5');
  });

  test('name each model once and are bounded for every agent', () => {
    const all = [
      provider('anthropic'),
      provider('openai'),
      provider('ollama'),
      provider('vllm'),
      provider('openrouter'),
    ];
    const listed = { ollama: ['a', 'b', 'c'], vllm: ['d', 'e'], openrouter: ['f/g', 'h/i'] };
    for (const agent of roster) {
      const found = candidates(agent, modelsWith(all, listed)).map((candidate) => candidate.name);
      expect(new Set(found).size).toBe(found.length);
      expect(found.length).toBeGreaterThan(3);
      expect(found.length).toBeLessThanOrEqual(6);
    }
  });
});
