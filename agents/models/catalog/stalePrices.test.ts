import { expect, test } from 'vitest';
import { knownOf } from '../../testing/parts.ts';
import { builtIn } from './builtIn.ts';
import { stalePrices } from './stalePrices.ts';

const HAIKU = { provider: 'anthropic', model: 'claude-haiku-5-5' };
const asOf = builtIn.models.flatMap(({ id, price }) =>
  id === HAIKU.model && price && 'asOf' in price ? price.asOf : [],
)[0];
const after = (days: number) => Date.parse(asOf ?? '') + days * 86_400_000;

test('a price is old after 180 days, and only of what is offered and paid', () => {
  const known = knownOf({ anthropic: [HAIKU.model], ollama: ['qwen3'] });
  const ofThese = (now: number) =>
    stalePrices(known, now).filter(({ provider }) => provider === 'anthropic' || provider === 'ollama');
  expect(ofThese(after(180))).toEqual([]);
  expect(ofThese(after(181))).toEqual([{ ...HAIKU, asOf }]);
});

test('the price of a picture grows old too', () => {
  const known = knownOf({ openai: ['gpt-image-1.5'] });
  const [picture] = builtIn.models.flatMap(({ id, imagePrice }) => (id === 'gpt-image-1.5' ? (imagePrice ?? []) : []));
  const asOfPicture = picture?.asOf ?? '';
  const at = (days: number) => stalePrices(known, Date.parse(asOfPicture) + days * 86_400_000);
  expect(at(180).some(({ model }) => model === 'gpt-image-1.5')).toBe(false);
  expect(at(181)).toContainEqual({ provider: 'openai', model: 'gpt-image-1.5', asOf: asOfPicture });
});

test('the catalog that comes along dates every price, and none of words was old when it came', () => {
  for (const { price } of builtIn.models) {
    if (price !== null && !('free' in price)) expect(price.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
  const ofWords = knownOf({}).filter(({ chat }) => chat);
  expect(stalePrices(ofWords, Date.parse('2026-11-22'))).toEqual([]);
});
