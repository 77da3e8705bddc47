import { describe, expect, test } from 'vitest';
import type { Price } from './catalogData.ts';
import { ceilingOf, costOf, whatFollows } from './cost.ts';

type Row = [upTo: number | null, input: number, output: number, cachedInput?: number, cacheWrite?: number];

function priced(...rows: Row[]): { price: Price } {
  const perMillion = rows.map(([upTo, input, output, cachedInput = null, cacheWrite = null]) => ({
    upTo,
    input,
    output,
    cachedInput,
    cacheWrite,
  }));
  return { price: { source: 'test', asOf: '2026-11-01', perMillion } };
}

const usage = (inputTokens: number, outputTokens: number, more = {}) => ({ inputTokens, outputTokens, ...more });

describe('costOf', () => {
  test('is dollars per million times tokens', () => {
    // 1,000 × 4 + 500 × 20 = 14,000 millionths of a dollar.
    expect(costOf(priced([null, 4, 20]), usage(1000, 500))).toEqual({ known: 14_000 });
  });

  test('charges what was read before and what was stored at their own prices', () => {
    // Of 10,000: 7,000 × 0.2 + 2,000 × 5 + 1,000 × 4 = 1,400 + 10,000 + 4,000; and 100 × 20 = 2,000.
    const used = usage(10_000, 100, { cachedInputTokens: 7_000, cacheWriteTokens: 2_000 });
    expect(costOf(priced([null, 4, 20, 0.2, 5]), used)).toEqual({ known: 17_400 });
  });

  test('follows the length of the whole prompt, cached or not', () => {
    const model = priced([100_000, 0.1, 0.5, 0.01], [null, 0.5, 2.5, 0.05]);
    expect(costOf(model, usage(100_000, 0))).toEqual({ known: 10_000 });
    expect(costOf(model, usage(100_001, 0, { cachedInputTokens: 100_000 }))).toEqual({ known: 5_001 });
  });

  test('is unknown, never nothing, where a price is', () => {
    expect(costOf({ price: null }, usage(0, 0))).toEqual({ unknown: 'no-price' });
    expect(costOf(priced([10, 1, 1]), usage(11, 0))).toEqual({ unknown: 'no-price-for-length' });
    expect(costOf(priced([null, 1, 1]), usage(10, 0, { cacheWriteTokens: 1 }))).toEqual({
      unknown: 'no-price-for-cache',
    });
  });

  test('takes cached input without a price for other input', () => {
    expect(costOf(priced([null, 3, 1]), usage(100, 0, { cachedInputTokens: 100 }))).toEqual({ known: 300 });
  });

  test('is nothing where it is said to be free', () => {
    expect(costOf({ price: { free: true } }, usage(1e6, 1e6))).toEqual({ known: 0 });
  });

  test('is exact where floating point is not', () => {
    // 3 × 0.1 + 2 × 0.1 = 0.5, rounded up to 1; 0.003625 × 1,000,000 = 3,625.
    expect(costOf(priced([null, 0.1, 0.1]), usage(3, 2))).toEqual({ known: 1 });
    expect(costOf(priced([null, 0.435, 1, 0.003625]), usage(1e6, 0, { cachedInputTokens: 1e6 }))).toEqual({
      known: 3_625,
    });
  });

  test('is not led below by counts that can not be', () => {
    const model = priced([null, 4, 20, 0.2, 5]);
    expect(costOf(model, usage(10, 0, { cachedInputTokens: 50, cacheWriteTokens: 9 }))).toEqual({ known: 2 });
    expect(costOf(model, usage(10, 0, { cachedInputTokens: -5 }))).toEqual({ known: 40 });
  });
});

describe('ceilingOf', () => {
  test('has the whole prompt stored and the answer as long as it may be, rounded up', () => {
    // 1,001 × 1.25 + 3 × 4 = 1,263.25.
    expect(ceilingOf(priced([null, 1, 4, 0.1, 1.25]), 1001, 3)).toEqual({ known: 1264 });
  });

  test('covers every prompt that is shorter', () => {
    const cheaperWhenLong = priced([100, 10, 10], [null, 1, 1]);
    expect(ceilingOf(cheaperWhenLong, 200, 10)).toEqual({ known: 1100 });
    const model = priced([1000, 0.1, 0.5, 0.01, 0.125], [null, 0.5, 2.5, 0.05, 0.625]);
    for (let tokens = 0; tokens <= 3000; tokens += 50) {
      const most = ceilingOf(model, tokens, 70);
      for (const part of [0, 0.3, 1]) {
        const used = usage(Math.floor(tokens * part), 70, { cacheWriteTokens: Math.floor(tokens * part * 0.5) });
        const cost = costOf(model, used);
        if ('unknown' in most || 'unknown' in cost) throw new Error('both are known');
        expect(most.known).toBeGreaterThanOrEqual(cost.known);
      }
    }
  });

  test('is unknown beyond the last band, and nothing where free', () => {
    expect(ceilingOf(priced([10, 1, 1]), 11, 1)).toEqual({ unknown: 'no-price-for-length' });
    expect(ceilingOf({ price: null }, 0, 0)).toEqual({ unknown: 'no-price' });
    expect(ceilingOf({ price: { free: true } }, 11, 1)).toEqual({ known: 0 });
  });
});

test('an unknown price goes as the policy says, a known one goes', () => {
  expect(whatFollows({ unknown: 'no-price' }, 'refuse')).toBe('refuse');
  expect(whatFollows({ unknown: 'no-price-for-length' }, 'confirm')).toBe('confirm');
  expect(whatFollows({ known: 0 }, 'refuse')).toBe('go');
});
