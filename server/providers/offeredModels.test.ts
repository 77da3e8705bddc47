import { describe, expect, test } from 'vitest';
import { createDemo } from '../../agents/providers/demo.ts';
import { createScripted } from '../../agents/providers/scripted.ts';
import { modelsWith } from '../../agents/testing/parts.ts';
import { modelChoices, offeredModels } from './offeredModels.ts';

const names: Record<string, string> = { anthropic: 'Anthropic', ollama: 'Ollama' };
const providers = (ids: readonly string[]) => [...ids.map((id) => createScripted([], { id })), createDemo()];
const listed = {
  anthropic: ['claude-haiku-5-5', 'claude-opus-5-5'],
  ollama: ['bee', 'qwen3', 'nomic-embed-text'],
};

function choices(ids: readonly string[], localOnly = false) {
  const models = modelsWith(providers(ids), listed, ['ollama']);
  return modelChoices(models, { providerName: (id) => names[id] ?? id, localOnly });
}

describe('what a person can choose from', () => {
  test('is the best first, with what is known of each, and nothing that holds no conversation', () => {
    expect(choices(['anthropic', 'ollama'])).toEqual([
      {
        ...{ name: 'anthropic/claude-opus-5-5', provider: 'Anthropic', tier: 'premium', local: false },
        price: { input: 4, output: 20 },
      },
      { name: 'anthropic/claude-haiku-5-5', provider: 'Anthropic', tier: 'edge', local: false, price: HAIKU },
      { name: 'ollama/qwen3', provider: 'Ollama', tier: 'edge', local: true, price: FREE },
      { name: 'ollama/bee', provider: 'Ollama', tier: null, local: true, price: FREE },
    ]);
  });

  test('is what stays with its owner where the chat keeps to that', () => {
    expect(choices(['anthropic', 'ollama'], true).map(({ name }) => name)).toEqual(['ollama/qwen3', 'ollama/bee']);
    expect(choices(['anthropic'], true)).toEqual([]);
  });

  test('is nothing where the demo answers alone', () => {
    expect(choices([])).toEqual([]);
    expect(offeredModels(modelsWith(providers([]), listed))).toEqual([]);
  });

  test('is what agents can be set to', () => {
    const models = modelsWith(providers(['anthropic', 'ollama']), listed);
    expect(offeredModels(models)).toEqual(
      choices(['anthropic', 'ollama'])
        .map(({ name }) => name)
        .sort(),
    );
  });
});

const FREE = { input: 0, output: 0 };
const HAIKU = { input: 0.1, output: 0.5 };
