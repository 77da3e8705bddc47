import { describe, expect, it, test } from 'vitest';
import type { ModelFacts } from '../../shared/modelFigures.ts';
import { amountOf, figuresIn, hasZero, isWrong, tokensOf, typedOf } from './typedFigures.ts';

const write = (amount: number) => String(amount).replace('.', ',');
const band = { upTo: null, input: 2.5, output: 10, cachedInput: 0.25, cacheWrite: null };
const figures = { price: { bands: [band] }, pictures: null, contextTokens: 200_000 };
const facts: ModelFacts = {
  model: 'openai/x',
  draws: false,
  catalog: { ...figures, asOf: '2026-11-01', source: null },
  set: null,
};
const UNSAID = { price: null, pictures: null, contextTokens: null };

describe('figuresIn', () => {
  const before = typedOf(facts, write);
  const [first] = before.bands;
  if (first === undefined) throw new Error('there is one');

  it('says nothing where nothing was changed, and what was set where that was not', () => {
    expect(figuresIn(before, before, facts)).toEqual(UNSAID);
    const set = { ...facts, set: { ...UNSAID, price: { bands: [] }, at: 1, by: null } };
    const free = typedOf(set, write);
    expect(hasZero(free)).toBe(true);
    expect(figuresIn({ ...free, context: '9' }, free, set)).toEqual({
      ...UNSAID,
      price: { bands: [] },
      contextTokens: 9,
    });
  });

  it('reads what was typed the way people write it', () => {
    const typed = { ...before, bands: [{ ...first, input: ' 3,75 ', cachedInput: '' }], context: '1 000 000' };
    expect(figuresIn(typed, before, facts)).toEqual({
      price: { bands: [{ ...band, input: 3.75, cachedInput: null }] },
      pictures: null,
      contextTokens: 1_000_000,
    });
  });

  it('refuses half a price, and words', () => {
    expect(figuresIn({ ...before, bands: [{ ...first, output: '' }] }, before, facts)).toBeUndefined();
    expect(figuresIn({ ...before, bands: [{ ...first, input: 'cheap' }] }, before, facts)).toBeUndefined();
    expect(figuresIn({ ...before, context: 'much' }, before, facts)).toBeUndefined();
    expect(isWrong({ ...first, output: '' }, 'output')).toBe(true);
    expect(isWrong({ ...first, cachedInput: '' }, 'cachedInput')).toBe(false);
  });

  it('has a field for each size and quality of a picture', () => {
    const draws: ModelFacts = {
      ...facts,
      draws: true,
      catalog: { ...facts.catalog, price: null, pictures: [{ size: '1024x1024', quality: 'low', price: 0.01 }] },
    };
    const pictures = typedOf(draws, write);
    expect(pictures.pictures).toHaveLength(9);
    expect(pictures.pictures[0]).toEqual({ size: '1024x1024', quality: 'low', price: '0,01' });
    const typed = { ...pictures, pictures: pictures.pictures.map((one) => ({ ...one, price: '0,02' })) };
    expect(figuresIn(typed, pictures, draws)?.pictures).toHaveLength(9);
  });
});

test.each([
  ['2.5', 2.5],
  ['0,1', 0.1],
  ['', null],
  ['1e3', undefined],
  ['-1', undefined],
])('%j is the amount %j', (text, amount) => {
  expect(amountOf(text)).toBe(amount);
});

test.each([
  ['200,000', 200_000],
  ['200.000', 200_000],
  ['', null],
  ['0', undefined],
  ['many', undefined],
])('%j are %j tokens', (text, tokens) => {
  expect(tokensOf(text)).toBe(tokens);
});
