import type { Tier } from '../../../shared/contact.ts';

/** What came of an answer, as far as anybody showed it. */
export type Outcome = 'accepted' | 'thumbs-up' | 'thumbs-down' | 'regenerated' | 'escalated' | 'stopped';
export type WinRecord = { wins: number; losses: number };
/** By agent, tier and band, as `keyOf` names them. */
export type WinRates = ReadonlyMap<string, WinRecord>;

/** How hard requests are, roughly, so that what an agent does well with easy ones says nothing of hard ones. */
export const BANDS = ['easy', 'middle', 'hard'] as const;
export type Band = (typeof BANDS)[number];

/** Silence says little, so that it counts a quarter; who stops an answer may have changed their mind. */
const COUNTS: Record<Outcome, WinRecord> = {
  accepted: { wins: 0.25, losses: 0 },
  'thumbs-up': { wins: 1, losses: 0 },
  'thumbs-down': { wins: 0, losses: 1 },
  regenerated: { wins: 0, losses: 1 },
  escalated: { wins: 0, losses: 1 },
  stopped: { wins: 0, losses: 0.5 },
};

/** The prior of the Beta distribution: as if ten answers had been seen, of which seven were good. */
const PRIOR = { wins: 7, losses: 3 };
/** What is expected of an agent nobody said anything about. */
export const EXPECTED = PRIOR.wins / (PRIOR.wins + PRIOR.losses);
/** After so long an outcome counts half: models, and what people ask of them, change. */
const HALF_LIFE_MS = 14 * 86_400_000;

export function keyOf(agentId: string, tier: Tier, band: Band): string {
  return `${tier} ${band} ${agentId}`;
}

export function bandOf(score: number): Band {
  if (score < 0.2) return 'easy';
  return score < 0.45 ? 'middle' : 'hard';
}

/**
 * A record with one more outcome, which is so old. The older, the less it counts: the forgetting factor of A. Jøsang and
 * R. Ismail, The Beta Reputation System (2002), continuous in time.
 */
export function withOutcome(record: WinRecord | undefined, outcome: Outcome, ageMs = 0): WinRecord {
  const { wins, losses } = COUNTS[outcome];
  const weight = 0.5 ** (Math.max(0, ageMs) / HALF_LIFE_MS);
  return { wins: (record?.wins ?? 0) + wins * weight, losses: (record?.losses ?? 0) + losses * weight };
}

/** The mean of the Beta distribution after what was seen: how likely such an answer is good enough, 0 to 1. */
export function rateOf({ wins, losses }: WinRecord): number {
  return (wins + PRIOR.wins) / (wins + losses + PRIOR.wins + PRIOR.losses);
}

export function winRateOf(rates: WinRates, agentId: string, of: { tier: Tier; band: Band }): number {
  return rateOf(rates.get(keyOf(agentId, of.tier, of.band)) ?? { wins: 0, losses: 0 });
}
