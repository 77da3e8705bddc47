import type { Price } from '../../catalog/catalogData.ts';
import type { Recorded } from '../replay.ts';
import { NO_FEATURES } from './noFeatures.ts';

function price(input: number, output: number, cachedInput: number | null = null): { price: Price } {
  const perMillion = [{ upTo: null, input, output, cachedInput, cacheWrite: null }];
  return { price: { source: 'test', asOf: '2026-11-01', perMillion } };
}

/** Micros a token: edge 1 in and 2 out, cloud 2 and 10, premium 5 and 25; cached input a tenth at the premium. */
export const PRICES = { edge: price(1, 2), cloud: price(2, 10), premium: price(5, 25, 0.5) };

/** 1,000 tokens in and 100 out, so that it costs 1,200 at the edge, 3,000 in the cloud, 7,500 at the premium tier. */
export function request(codeLines: number, more: Partial<Recorded> = {}): Recorded {
  return {
    agent: { id: 'a', tier: 'cloud' },
    features: { ...NO_FEATURES, codeLines },
    inputTokens: 1000,
    cachedInputTokens: 0,
    outputTokens: 100,
    tier: 'premium',
    outcome: 'accepted',
    ...more,
  };
}
