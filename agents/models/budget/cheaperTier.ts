import type { Tier } from '../../../shared/contact.ts';
import type { Cost } from '../catalog/cost.ts';

/** What budgets leave: `roomMicros` in the one with the least; `warned`: most of one is spent. */
export type Money = { roomMicros: number; warned: boolean };

/** From the dearest to the cheapest. */
const TIERS: readonly Tier[] = ['premium', 'cloud', 'edge'];

/** `stop`: no tier that is allowed fits. */
export type TierChoice = { kind: 'as-wanted'; tier: Tier } | { kind: 'cheaper'; tier: Tier } | { kind: 'stop' };

type Situation = {
  wanted: Tier;
  /** The agent may answer with less than it asks for. */
  cheaperTierAllowed: boolean;
  /** 80 % of some budget are spent. */
  warned: boolean;
  /** The least room of all budgets; null where none limits. */
  roomMicros: number | null;
  /** What the call can cost at most at the cheapest model of a tier; null where there is none. */
  ceilingIn(tier: Tier): Cost | null;
};

/**
 * Which tier to ask: the wanted one, or past the warning one that is cheaper where the agent allows it, or the dearest
 * below it that still fits. Where nothing cheaper exists the wanted one is asked as long as there is room.
 */
export function chooseTier({ wanted, cheaperTierAllowed, warned, roomMicros, ceilingIn }: Situation): TierChoice {
  const fits = (tier: Tier) => {
    const ceiling = ceilingIn(tier);
    if (ceiling === null || !('known' in ceiling)) return false;
    return roomMicros === null || ceiling.known === 0 || ceiling.known <= roomMicros;
  };
  const cheaper = cheaperTierAllowed ? TIERS.slice(TIERS.indexOf(wanted) + 1) : [];
  const saving = cheaper.find(fits);
  const asWanted = fits(wanted);
  if (saving !== undefined && (warned || !asWanted)) return { kind: 'cheaper', tier: saving };
  return asWanted ? { kind: 'as-wanted', tier: wanted } : { kind: 'stop' };
}
