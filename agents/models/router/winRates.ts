import type { Tier } from '../../../shared/contact.ts';

/** What came of an answer, as far as anybody showed it. */
export type Outcome = 'accepted' | 'thumbs-up' | 'thumbs-down' | 'regenerated' | 'escalated';
export type WinRecord = { wins: number; losses: number };
/** By agent and tier, as `keyOf` names them. */
export type WinRates = ReadonlyMap<string, WinRecord>;

/** Silence says little, so that it counts a quarter. */
const COUNTS: Record<Outcome, WinRecord> = {
  accepted: { wins: 0.25, losses: 0 },
  'thumbs-up': { wins: 1, losses: 0 },
  'thumbs-down': { wins: 0, losses: 1 },
  regenerated: { wins: 0, losses: 1 },
  escalated: { wins: 0, losses: 1 },
};

/** The prior of the Beta distribution: as if ten answers had been seen, of which seven were good. */
const PRIOR = { wins: 7, losses: 3 };
/** What is expected of an agent nobody said anything about. */
export const EXPECTED = PRIOR.wins / (PRIOR.wins + PRIOR.losses);

export function keyOf(agentId: string, tier: Tier): string {
  return `${tier} ${agentId}`;
}

export function withOutcome(record: WinRecord | undefined, outcome: Outcome): WinRecord {
  const { wins, losses } = COUNTS[outcome];
  return { wins: (record?.wins ?? 0) + wins, losses: (record?.losses ?? 0) + losses };
}

/** The mean of the Beta distribution after what was seen: how likely an answer of that tier is good enough, 0 to 1. */
export function winRateOf(rates: WinRates, agentId: string, tier: Tier): number {
  const { wins, losses } = rates.get(keyOf(agentId, tier)) ?? { wins: 0, losses: 0 };
  return (wins + PRIOR.wins) / (wins + losses + PRIOR.wins + PRIOR.losses);
}
