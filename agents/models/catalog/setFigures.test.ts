import { expect, it } from 'vitest';
import { builtIn } from './builtIn.ts';
import { merge } from './merge.ts';
import { NOTHING_SET, withFigures } from './setFigures.ts';

const known = merge(builtIn, [{ provider: 'openai', own: false, models: [{ id: 'unheard-of' }] }], '2026-11-22');
const one = (name: string, of: readonly { name: string }[]) => of.find((model) => model.name === name);

it('is the same list where nothing is said', () => {
  expect(withFigures(known, NOTHING_SET)).toBe(known);
});

it('replaces what is said, of models nobody described too, and leaves the rest', () => {
  const unsaid = { price: null, imagePrice: null, contextTokens: null };
  const said = new Map([
    ['openai/unheard-of', { ...unsaid, model: 'openai/unheard-of', price: { free: true } as const }],
    ['openai/gpt-6-luna', { ...unsaid, model: 'openai/gpt-6-luna', contextTokens: 7 }],
  ]);
  const after = withFigures(known, said);
  expect(one('openai/unheard-of', known)).toMatchObject({ price: null });
  expect(one('openai/unheard-of', after)).toMatchObject({ price: { free: true } });
  expect(one('openai/gpt-6-luna', after)).toEqual({ ...one('openai/gpt-6-luna', known), contextTokens: 7 });
  expect(one('openai/gpt-6.1-sol', after)).toBe(one('openai/gpt-6.1-sol', known));
});
