import { describe, expect, test } from 'vitest';
import type { Tier } from '../../../shared/contact.ts';
import { chooseTier } from './cheaperTier.ts';
import type { Cost } from '../catalog/cost.ts';

const COSTS: Record<Tier, number> = { premium: 1_000, cloud: 100, edge: 10 };

function choose(
  roomMicros: number | null,
  more: { warned?: boolean; allowed?: boolean; costs?: Partial<Record<Tier, Cost | null>> } = {},
) {
  return chooseTier({
    wanted: 'premium',
    cheaperTierAllowed: more.allowed ?? true,
    warned: more.warned ?? false,
    roomMicros,
    ceilingIn: (tier) => {
      const given = more.costs?.[tier];
      return given === undefined ? { known: COSTS[tier] } : given;
    },
  });
}

describe('the tier', () => {
  test('is the wanted one while there is room', () => {
    expect(choose(null)).toEqual({ kind: 'as-wanted', tier: 'premium' });
    expect(choose(1_000)).toEqual({ kind: 'as-wanted', tier: 'premium' });
  });

  test('is the dearest below it that fits', () => {
    expect(choose(999)).toEqual({ kind: 'cheaper', tier: 'cloud' });
    expect(choose(99)).toEqual({ kind: 'cheaper', tier: 'edge' });
    expect(choose(9)).toEqual({ kind: 'stop' });
  });

  test('is a cheaper one past the warning already', () => {
    expect(choose(5_000, { warned: true })).toEqual({ kind: 'cheaper', tier: 'cloud' });
    expect(choose(5_000, { warned: true, costs: { cloud: null, edge: null } })).toEqual({
      kind: 'as-wanted',
      tier: 'premium',
    });
  });

  test('is never cheaper where the agent does not allow it', () => {
    expect(choose(5_000, { warned: true, allowed: false })).toEqual({ kind: 'as-wanted', tier: 'premium' });
    expect(choose(999, { allowed: false })).toEqual({ kind: 'stop' });
  });

  test('is none whose price is not known', () => {
    expect(choose(null, { costs: { premium: { unknown: 'no-price' } } })).toEqual({ kind: 'cheaper', tier: 'cloud' });
    expect(choose(999, { costs: { cloud: { unknown: 'no-price' } } })).toEqual({ kind: 'cheaper', tier: 'edge' });
  });

  test('may be a free one where nothing is left', () => {
    expect(choose(0, { costs: { edge: { known: 0 } } })).toEqual({ kind: 'cheaper', tier: 'edge' });
  });
});
