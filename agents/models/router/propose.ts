import type { Tier } from '../../../shared/contact.ts';
import { type Cost, costOf } from '../catalog/cost.ts';
import { difficultyOf } from './difficulty.ts';
import { DISAPPOINTED, GRID, NEXT, type Prices, type Recorded } from './replay.ts';
import { type Asked, askedOf, type Thresholds, tierFor } from './tiers.ts';
import { type Band, BANDS, bandOf, type WinRates } from './winRates.ts';
import { type Estimate, wilson } from './wilson.ts';

/** How much worse the lower bound of what is proposed may be than that of the thresholds that hold, and how little is too little. */
export type Bounds = { margin: number; least: number };

/** What is known of a tier's answers to requests of like difficulty. */
export type Known = { tier: Tier; band: Band; observations: number };

/** What some thresholds would have come to. */
export type Judged = {
  thresholds: Thresholds;
  /** How many requests each tier would have answered first. */
  first: Record<Tier, number>;
  shareOfPremium: number;
  /** The part of the answers that nobody would have sent back. */
  content: Estimate;
  /** How many of the requests that tier did answer, so that what came of it is known. */
  own: number;
  /** How many answers the estimate is made of, those of like difficulty with the others. */
  observations: number;
};

export type Proposal = { front: Judged[] } & (
  | { kind: 'change'; now: Judged; proposed: Judged }
  /** Nothing cheaper is as good. */
  | { kind: 'stay'; now: Judged }
  /** Of the thresholds that hold themselves too little is known: of these. */
  | { kind: 'too-little'; missing: Known[] }
  /** Nobody knows what the models cost that stand for the tiers. */
  | { kind: 'unpriced' }
);

/**
 * The cheapest thresholds whose answers were surely not much worse than with those that hold now, and the cheapest there are
 * for each quality. A request counts by what came of it where that tier answered it; else by what came of the tier's other
 * answers to requests of like difficulty. Thresholds that need a rate of fewer than `least` answers are not judged at all.
 */
export function propose(
  traffic: readonly Recorded[],
  prices: Prices,
  { now, rates, margin, least }: Bounds & { now: Thresholds; rates: WinRates },
): Proposal {
  const ground = groundOf(traffic, prices, { rates });
  if (ground === undefined) return { kind: 'unpriced', front: [] };
  const judged = new Map<string, Judged>();
  for (const thresholds of GRID.toSorted((a, b) => distance(a, now) - distance(b, now))) {
    const one = judge(ground, thresholds, least);
    // Of those that come to the same, the nearest to what holds.
    const same = 'missing' in one ? '' : JSON.stringify([one.first, one.shareOfPremium, one.content]);
    if (!('missing' in one) && !judged.has(same)) judged.set(same, one);
  }
  const front = frontOf([...judged.values()]);
  const standing = judge(ground, now, least);
  if ('missing' in standing) return { kind: 'too-little', missing: standing.missing, front };
  const good = [...judged.values()].filter(
    ({ shareOfPremium, content }) =>
      shareOfPremium < standing.shareOfPremium && content.lower >= standing.content.lower - margin,
  );
  const [proposed] = good.toSorted(cheapestFirst);
  return proposed === undefined
    ? { kind: 'stay', now: standing, front }
    : { kind: 'change', now: standing, proposed, front };
}

/** Those to which none is better that costs as little. */
export function frontOf(judged: readonly Judged[]): Judged[] {
  let best = Number.NEGATIVE_INFINITY;
  return judged.toSorted(cheapestFirst).filter(({ content }) => {
    if (content.estimate <= best) return false;
    best = content.estimate;
    return true;
  });
}

function cheapestFirst(a: Judged, b: Judged): number {
  return a.shareOfPremium - b.shareOfPremium || b.content.lower - a.content.lower;
}

function distance(a: Thresholds, b: Thresholds): number {
  return Math.abs(a.t1 - b.t1) + Math.abs(a.t2 - b.t2);
}

/** What came of a tier's answers to requests of like difficulty. */
type Cell = Known & { content: number; escalated: number; answers: number };
/** What a request would have come to at a tier. */
type Would = { cell: Cell; micros: number; content: number; isOwn: boolean };
type Ground = { requests: { asked: Asked; would: Record<Tier, Would> }[]; premiumMicros: number };

const TIERS = ['edge', 'cloud', 'premium'] as const;

/** What was recorded, as every thresholds are judged by it; undefined where it can't be compared with always-premium. */
function groundOf(traffic: readonly Recorded[], prices: Prices, { rates }: { rates: WinRates }): Ground | undefined {
  const cells = new Map<string, Cell>();
  const cellOf = (tier: Tier, band: Band): Cell => {
    const found = cells.get(`${tier} ${band}`);
    const cell = found ?? { tier, band, observations: 0, content: 0, escalated: 0, answers: 0 };
    if (found === undefined) cells.set(`${tier} ${band}`, cell);
    return cell;
  };
  const scored = traffic.map((one) => ({ one, score: difficultyOf(one.features, one.agent.tier).score }));
  for (const { one, score } of scored) {
    const cell = cellOf(one.tier, bandOf(score));
    cell.answers += 1;
    if (one.outcome === 'escalated') cell.escalated += 1;
    if (one.outcome !== 'stopped') cell.observations += 1;
    if (isContent(one)) cell.content += 1;
  }
  const requests: Ground['requests'] = [];
  let premiumMicros = 0;
  for (const { one, score } of scored) {
    const costs = {
      edge: known(costOf(prices.edge, one)),
      cloud: known(costOf(prices.cloud, one)),
      premium: known(costOf(prices.premium, one)),
    };
    if (!areKnown(costs)) return undefined;
    premiumMicros += costs.premium;
    const at = (tier: Tier) => wouldBe(one, cellOf(tier, bandOf(score)), costs);
    requests.push({
      asked: askedOf(score, { rates, agentId: one.agent.id }),
      would: { edge: at('edge'), cloud: at('cloud'), premium: at('premium') },
    });
  }
  return premiumMicros === 0 && traffic.length > 0 ? undefined : { requests, premiumMicros };
}

function wouldBe(one: Recorded, cell: Cell, costs: Record<Tier, number>): Would {
  const isThere = cell.tier === one.tier;
  // What somebody stopped says nothing of itself.
  const isOwn = isThere && one.outcome !== 'stopped';
  const again = isThere ? Number(one.outcome === 'escalated') : partOf(cell.escalated, cell.answers);
  return {
    ...{ cell, isOwn },
    micros: costs[cell.tier] + (cell.tier === 'premium' ? 0 : again * costs[NEXT[cell.tier]]),
    content: isOwn ? Number(isContent(one)) : partOf(cell.content, cell.observations),
  };
}

function partOf(some: number, all: number): number {
  return all === 0 ? 0 : some / all;
}

function known(cost: Cost): number | null {
  return 'known' in cost ? cost.known : null;
}

function areKnown(costs: Record<Tier, number | null>): costs is Record<Tier, number> {
  return Object.values(costs).every((cost) => cost !== null);
}

/** Silence counts as content; who stops an answer may have changed their mind, and says nothing. */
function isContent({ outcome }: Recorded): boolean {
  return outcome !== 'stopped' && !DISAPPOINTED.has(outcome);
}

/** What thresholds would have come to, or of what too little is known for that. */
function judge(
  { requests, premiumMicros }: Ground,
  thresholds: Thresholds,
  least: number,
): Judged | { missing: Known[] } {
  const first: Record<Tier, number> = { edge: 0, cloud: 0, premium: 0 };
  const assigned = new Map<Cell, number>();
  let [micros, content, own] = [0, 0, 0];
  for (const { asked, would } of requests) {
    const one = would[tierFor(asked, thresholds)];
    first[one.cell.tier] += 1;
    assigned.set(one.cell, (assigned.get(one.cell) ?? 0) + 1);
    micros += one.micros;
    content += one.content;
    if (one.isOwn) own += 1;
  }
  const cells = [...assigned.keys()];
  const missing = cells.filter(({ observations }) => observations < least);
  if (missing.length > 0 || cells.length === 0) return { missing: inOrder(missing) };
  return {
    ...{ thresholds, first, own },
    shareOfPremium: micros / premiumMicros,
    content: around(content / requests.length, assigned),
    observations: cells.reduce((sum, { observations }) => sum + observations, 0),
  };
}

/** The bounds of a weighted sum of rates from those of each: G. Y. Zou and A. Donner's way (2008), for what is independent. */
function around(estimate: number, assigned: ReadonlyMap<Cell, number>): Estimate {
  const requests = [...assigned.values()].reduce((sum, count) => sum + count, 0);
  let [below, above] = [0, 0];
  for (const [{ content, observations }, count] of assigned) {
    const rate = wilson(content, observations);
    below += ((count / requests) * (rate.estimate - rate.lower)) ** 2;
    above += ((count / requests) * (rate.upper - rate.estimate)) ** 2;
  }
  return {
    estimate,
    lower: Math.max(0, estimate - Math.sqrt(below)),
    upper: Math.min(1, estimate + Math.sqrt(above)),
  };
}

function inOrder(cells: readonly Known[]): Known[] {
  const place = ({ tier, band }: Known) => BANDS.indexOf(band) * TIERS.length + TIERS.indexOf(tier);
  return cells
    .map(({ tier, band, observations }) => ({ tier, band, observations }))
    .toSorted((a, b) => place(a) - place(b));
}
