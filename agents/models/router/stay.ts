import type { Tier } from '../../../shared/contact.ts';
import { costOf } from '../catalog/cost.ts';
import type { KnownModel } from '../catalog/merge.ts';
import { type Asked, RANK, type Thresholds } from './tiers.ts';

type Comparison = {
  /** Holds the beginning of the prompt already, so many tokens of it. */
  stay: KnownModel;
  cachedTokens: number;
  /** Who would be asked otherwise. */
  pick: KnownModel;
  inputTokens: number;
  outputTokens: number;
  /** How the tier was found: null where somebody named it. */
  found: { asked: Asked; thresholds: Thresholds } | null;
};

/** How far over its threshold a request may be to stay with the weaker model that knows the conversation. */
const CLOSE = 0.05;

/**
 * What is saved by staying with the model that holds the prompt, in micros; null where to leave it. It stays where that
 * is not dearer than the other without a cached prompt: always on the same or a higher tier, on a lower one only for a
 * request that is hardly too hard for it. A tier that somebody named is kept to.
 */
export function savedByStaying(comparison: Comparison): number | null {
  const { stay, pick, cachedTokens, inputTokens, outputTokens } = comparison;
  if (stay === pick || stay.tier === null || cachedTokens <= 0 || !goodEnough(stay.tier, comparison)) return null;
  const cached = costOf(stay, { inputTokens, outputTokens, cachedInputTokens: Math.min(cachedTokens, inputTokens) });
  const anew = costOf(pick, { inputTokens, outputTokens });
  if (!('known' in cached && 'known' in anew)) return null;
  return cached.known <= anew.known ? anew.known - cached.known : null;
}

function goodEnough(tier: Tier, { pick, found }: Comparison): boolean {
  if (found === null) return tier === pick.tier;
  if (pick.tier === null || RANK[tier] >= RANK[pick.tier]) return true;
  const { asked, thresholds } = found;
  if (asked.cloud >= thresholds.t2 + CLOSE) return false;
  return tier === 'cloud' || asked.edge < thresholds.t1 + CLOSE;
}
