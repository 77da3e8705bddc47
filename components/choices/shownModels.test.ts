import { describe, expect, it } from 'vitest';
import type { OfferedModel } from '../../shared/offeredModel.ts';
import { bareName, MOST_SHOWN, shownModels } from './shownModels.ts';

function model(name: OfferedModel['name'], provider: string): OfferedModel {
  return { name, provider, tier: null, local: false, price: null };
}

const models = [
  model('anthropic/claude-opus-5-5', 'Anthropic'),
  model('openrouter/mistral/large', 'OpenRouter'),
  model('anthropic/claude-haiku-5-5', 'Anthropic'),
];
const found = (typed: string) => shownModels(models, typed).shown.map(bareName);

describe('the models to choose from', () => {
  it('keep their order until something is typed', () => {
    expect(found('')).toEqual(['claude-opus-5-5', 'mistral/large', 'claude-haiku-5-5']);
  });

  it('are found by their name, their provider, and both', () => {
    expect(found('haiku')).toEqual(['claude-haiku-5-5']);
    expect(found('openr')).toEqual(['mistral/large']);
    expect(found('anthropic opus')).toEqual(['claude-opus-5-5']);
    expect(found('wasp')).toEqual([]);
  });

  it('are few enough to look at, and it is said how many there are besides', () => {
    const many = Array.from({ length: MOST_SHOWN + 5 }, (_, at) => model(`openrouter/bee-${at}`, 'OpenRouter'));
    expect(shownModels(many, '')).toEqual({ shown: many.slice(0, MOST_SHOWN), more: 5 });
    expect(shownModels(many, 'bee 64').shown).toHaveLength(1);
  });
});
