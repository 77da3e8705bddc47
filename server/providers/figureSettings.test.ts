import { describe, expect, it } from 'vitest';
import { costOf } from '../../agents/models/catalog/cost.ts';
import type { CommandInput } from '../../shared/command.ts';
import { saidIn } from './figureSettings.ts';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const band = { upTo: null, input: 2, output: 8, cachedInput: 0.5, cacheWrite: null };
type Said = CommandInput<'figures:set'>;
const said = (figures: Partial<Said['figures']>, zeroIsFree = false) =>
  saidIn(
    { model: 'openai/x', figures: { price: null, pictures: null, contextTokens: null, ...figures }, zeroIsFree },
    NOW,
  );

describe('saidIn', () => {
  it('is the price of the day it was said, by which calls are paid', () => {
    const { price } = said({ price: { bands: [band] } });
    expect(price).toMatchObject({ asOf: '2026-11-22', perMillion: [band] });
    expect(costOf({ price }, { inputTokens: 1_000, cachedInputTokens: 200, outputTokens: 100 })).toEqual({
      known: 800 * 2 + 200 * 0.5 + 100 * 8,
    });
  });

  it.each([
    ['nothing but zeros', { price: { bands: [{ ...band, input: 0, output: 0, cachedInput: 0 }] } }],
    ['no price at all', { price: { bands: [] } }],
    ['free input', { price: { bands: [{ ...band, input: 0 }] } }],
    ['free cached input', { price: { bands: [{ ...band, cachedInput: 0 }] } }],
    ['a free picture', { pictures: [{ size: '1024x1024', quality: 'low', price: 0 }] }],
  ])('takes %s only where it is confirmed to be free', (_, figures) => {
    expect(() => said(figures)).toThrow(expect.objectContaining({ code: 'conflict', reason: 'zero' }));
    expect(said(figures, true)).toMatchObject({ model: 'openai/x' });
  });

  it('knows what costs nothing from what costs something', () => {
    const nothing = { ...band, input: 0, output: 0, cachedInput: null };
    expect(said({ price: { bands: [nothing] } }, true).price).toEqual({ free: true });
    expect(said({ price: { bands: [{ ...nothing, output: 1 }] } }, true).price).toMatchObject({
      perMillion: [{ input: 0, output: 1 }],
    });
  });

  it.each([
    ['nothing', {}, 'figures'],
    [
      'bands that descend',
      {
        price: {
          bands: [
            { ...band, upTo: 9 },
            { ...band, upTo: 5 },
          ],
        },
      },
      'price',
    ],
    ['more digits than are counted', { price: { bands: [{ ...band, input: 0.1234567 }] } }, 'price'],
    ['pictures of a size nobody makes', { pictures: [{ size: '3x3', quality: 'low', price: 1 }] }, 'price'],
  ])('refuses %s', (_, figures, reason) => {
    expect(() => said(figures)).toThrow(expect.objectContaining({ code: 'bad-input', reason }));
  });
});
