import type { Tier } from '../../../shared/contact.ts';
import type { Price } from '../catalog/catalogData.ts';
import { type Cost, costOf } from '../catalog/cost.ts';
import { difficultyOf } from './difficulty.ts';
import type { Features } from './features.ts';
import { type Asked, askedOf, RANK, type Thresholds, tierFor } from './tiers.ts';
import type { Outcome, WinRates } from './winRates.ts';

/** One request that was answered: what was known of it before, which tier answered first, and what came of it. */
export type Recorded = {
  agent: { id: string; tier: Tier };
  features: Features;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  tier: Tier;
  outcome: Outcome;
};

/** The model that stands for each tier, with its price. */
export type Prices = Record<Tier, { price: Price }>;
type Learned = { rates: WinRates };

/** In micros; requests whose price nobody knows are counted beside it, never as free. */
export type Spent = { micros: number; unknown: number };

export type ReplayRow = {
  policy: { kind: 'thresholds'; thresholds: Thresholds } | { kind: 'as-it-was' } | { kind: 'always-premium' };
  /** How many requests each tier would have answered first. */
  first: Record<Tier, number>;
  escalated: number;
  /** Requests to a tier that is known to have been too weak for them, or that people sent back from it. */
  disappointed: number;
  spent: Spent;
  /** Of what always-premium costs; null where either has requests of unknown price, or that costs nothing. */
  shareOfPremium: number | null;
};

/**
 * What recorded traffic would have cost with other thresholds, beside what it cost and beside always asking the premium
 * tier. Token counts are taken to be the same with every model, and as much of the prompt to be cached. A request whose
 * answer was escalated would be so again from the same or a lower tier, and then costs both.
 */
export function replay(
  traffic: readonly Recorded[],
  prices: Prices,
  { thresholds, rates }: Learned & { thresholds: readonly Thresholds[] },
): ReplayRow[] {
  const weighed = traffic.map((one) => weigh(one, prices, { rates }));
  const premium = rowOf({ kind: 'always-premium' }, weighed, () => 'premium');
  const rows = [
    premium,
    rowOf({ kind: 'as-it-was' }, weighed, ({ one }) => one.tier),
    ...thresholds.map((each) =>
      rowOf({ kind: 'thresholds', thresholds: each }, weighed, ({ asked }) => tierFor(asked, each)),
    ),
  ];
  return rows.map((row) => ({ ...row, shareOfPremium: shareOf(row.spent, premium.spent) }));
}

type Weighed = { one: Recorded; asked: Asked; costs: Record<Tier, Cost> };

function weigh(one: Recorded, prices: Prices, { rates }: Learned): Weighed {
  const { score } = difficultyOf(one.features, one.agent.tier);
  const costs = {
    edge: costOf(prices.edge, one),
    cloud: costOf(prices.cloud, one),
    premium: costOf(prices.premium, one),
  };
  return { one, asked: askedOf(score, { rates, agentId: one.agent.id }), costs };
}

function rowOf(
  policy: ReplayRow['policy'],
  weighed: readonly Weighed[],
  tierOfOne: (weighed: Weighed) => Tier,
): ReplayRow {
  const row: ReplayRow = {
    policy,
    first: { edge: 0, cloud: 0, premium: 0 },
    escalated: 0,
    disappointed: 0,
    spent: { micros: 0, unknown: 0 },
    shareOfPremium: null,
  };
  for (const each of weighed) {
    const { one, costs } = each;
    const tier = tierOfOne(each);
    const tooWeak = RANK[tier] <= RANK[one.tier];
    const escalates = tooWeak && one.outcome === 'escalated' && tier !== 'premium';
    row.first[tier] += 1;
    if (escalates) row.escalated += 1;
    if (tooWeak && DISAPPOINTED.has(one.outcome)) row.disappointed += 1;
    const paid = escalates ? [costs[tier], costs[NEXT[tier]]] : [costs[tier]];
    if (paid.some((cost) => 'unknown' in cost)) row.spent.unknown += 1;
    for (const cost of paid) if ('known' in cost) row.spent.micros += cost.known;
  }
  return row;
}

/** Who stops an answer may have changed their mind. */
export const DISAPPOINTED: ReadonlySet<Outcome> = new Set(['thumbs-down', 'regenerated', 'escalated']);

export const NEXT: Record<Tier, Tier> = { edge: 'cloud', cloud: 'premium', premium: 'premium' };

function shareOf(spent: Spent, premium: Spent): number | null {
  if (spent.unknown > 0 || premium.unknown > 0 || premium.micros === 0) return null;
  return spent.micros / premium.micros;
}

/** So finely thresholds are tried. */
const STEPS = 20;
// Those beyond 0 and 1 leave a tier out altogether.
const TRIED = [-1, ...Array.from({ length: STEPS + 1 }, (_, at) => at / STEPS), 2];
/** All thresholds that are tried. */
export const GRID: readonly Thresholds[] = TRIED.flatMap((t1, at) => TRIED.slice(at).map((t2) => ({ t1, t2 })));

/**
 * The thresholds that would have kept recorded traffic within a target and disappointed least often; of equal ones those
 * that spend most, since better models answer then. Undefined where not even the cheapest tier alone keeps within it, or
 * where prices are not known.
 */
export function calibrate(
  traffic: readonly Recorded[],
  prices: Prices,
  { targetMicros, rates }: Learned & { targetMicros: number },
): Thresholds | undefined {
  let best: ReplayRow | undefined;
  for (const row of replay(traffic, prices, { thresholds: GRID, rates })) {
    if (row.policy.kind !== 'thresholds' || row.spent.unknown > 0 || row.spent.micros > targetMicros) continue;
    if (best === undefined || isBetter(row, best)) best = row;
  }
  return best?.policy.kind === 'thresholds' ? best.policy.thresholds : undefined;
}

function isBetter(row: ReplayRow, than: ReplayRow): boolean {
  if (row.disappointed !== than.disappointed) return row.disappointed < than.disappointed;
  return row.spent.micros > than.spent.micros;
}
