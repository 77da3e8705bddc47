import type { Usage } from '../../providers/provider.ts';
import type { Band, Price } from './catalogData.ts';

/** In millionths of a US dollar; or why nobody knows it. */
export type Cost = { known: number } | { unknown: 'no-price' | 'no-price-for-length' | 'no-price-for-cache' };

/**
 * What was used costs, rounded to the nearest micro. Cached input without a price of its own costs as much as other
 * input, which it never exceeds.
 */
export function costOf(model: { price: Price }, usage: Usage): Cost {
  const band = bandOf(model.price, usage.inputTokens);
  if (band === 'free') return { known: 0 };
  if ('unknown' in band) return band;
  const cached = between(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const written = between(usage.cacheWriteTokens ?? 0, usage.inputTokens - cached);
  if (written > 0 && band.cacheWrite === null) return { unknown: 'no-price-for-cache' };
  const picos =
    (usage.inputTokens - cached - written) * fine(band.input) +
    cached * fine(band.cachedInput ?? band.input) +
    written * fine(band.cacheWrite ?? 0) +
    usage.outputTokens * fine(band.output);
  return { known: Math.round(picos / FINE) };
}

/**
 * The most a call can cost: nothing of its prompt cached, all of it stored for later where that is charged, the answer as
 * long as it may be; in the dearest band that a prompt of up to `inputTokens` may fall into. For reserving it.
 */
export function ceilingOf(model: { price: Price }, inputTokens: number, maxOutputTokens: number): Cost {
  const band = bandOf(model.price, inputTokens);
  if (band === 'free') return { known: 0 };
  if ('unknown' in band) return band;
  const bands = model.price !== null && 'perMillion' in model.price ? model.price.perMillion : [];
  const reachable = bands.slice(0, bands.indexOf(band) + 1);
  const most = reachable.map((one) => {
    const tokens = Math.min(inputTokens, one.upTo ?? inputTokens);
    return tokens * fine(Math.max(one.input, one.cacheWrite ?? 0)) + maxOutputTokens * fine(one.output);
  });
  return { known: Math.ceil(Math.max(...most) / FINE) };
}

/** What is done where a price is not known. */
export type UnknownPrice = 'refuse' | 'confirm';

export function whatFollows(cost: Cost, policy: UnknownPrice): 'go' | UnknownPrice {
  return 'known' in cost ? 'go' : policy;
}

/** Prices have at most six digits after the point, so that sums of them are whole numbers and exact. */
const FINE = 1_000_000;

function fine(perMillion: number): number {
  return Math.round(perMillion * FINE);
}

function bandOf(price: Price, inputTokens: number): Band | 'free' | Extract<Cost, { unknown: string }> {
  if (price === null) return { unknown: 'no-price' };
  if ('free' in price) return 'free';
  return (
    price.perMillion.find((band) => band.upTo === null || inputTokens <= band.upTo) ?? {
      unknown: 'no-price-for-length',
    }
  );
}

function between(value: number, most: number): number {
  return Math.min(Math.max(0, value), Math.max(0, most));
}
