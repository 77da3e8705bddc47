import type { Tier } from '../../../shared/contact.ts';
import { bandOf, EXPECTED, type WinRates, winRateOf } from './winRates.ts';

/** Below `t1` the edge tier is enough, below `t2` the cloud's. */
export type Thresholds = { t1: number; t2: number };

export const RANK: Record<Tier, number> = { edge: 0, cloud: 1, premium: 2 };
/** So much of the difference between what was expected of a tier and what it won is added to the score. */
const LEARNED = 0.5;
/** And no more than this, whatever people say. */
const MOST_LEARNED = 0.15;

/** How hard it is for each of the cheaper tiers, in the light of what they did for this agent before. */
export type Asked = { edge: number; cloud: number };

/**
 * How hard a request is for each of the cheaper tiers. One that wins less often than expected with such requests to this
 * agent finds them half the difference harder; one that wins more often, easier; both within bounds.
 */
export function askedOf(score: number, learned: { rates: WinRates; agentId: string }): Asked {
  const band = bandOf(score);
  const harder = (tier: Tier) => {
    const more = LEARNED * (EXPECTED - winRateOf(learned.rates, learned.agentId, { tier, band }));
    return score + Math.min(MOST_LEARNED, Math.max(-MOST_LEARNED, more));
  };
  return { edge: harder('edge'), cloud: harder('cloud') };
}

/** The cheapest tier that is enough. */
export function tierFor(asked: Asked, { t1, t2 }: Thresholds): Tier {
  if (asked.edge < t1) return 'edge';
  return asked.cloud < t2 ? 'cloud' : 'premium';
}
