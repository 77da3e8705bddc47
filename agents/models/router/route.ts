import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { Cost } from '../catalog/cost.ts';
import type { KnownModel } from '../catalog/merge.ts';
import { barrierOf, type Limits, type Needs } from './barriers.ts';
import type { Barrier, Because, Decision, Passed, Verdict } from './decision.ts';
import { difficultyOf } from './difficulty.ts';
import type { Features } from './features.ts';
import { savedByStaying } from './stay.ts';
import { type Asked, askedOf, RANK, type Thresholds, tierFor } from './tiers.ts';
import type { WinRates } from './winRates.ts';

export type RouteRequest = Needs & {
  agent: { id: string; tier: Tier; models: readonly ModelName[] };
  /** A model or a tier that somebody named; a person's comes before the agent's, which its maker set. */
  choice: (({ model: ModelName } | { tier: Tier }) & { by: 'person' | 'agent' }) | null;
  features: Features;
  /** Whether the agent may work on a cheaper tier than wanted because the budget is short. */
  mayGoCheaper: boolean;
};

export type RouterState = Limits & {
  thresholds: Thresholds;
  rates: WinRates;
  /** The model that read this conversation last, and how much of the prompt it holds. */
  cached: { model: ModelName; tokens: number } | null;
};

type Standing = { model: KnownModel; ceiling: Cost; barrier: Barrier | null; rank: number };
type Head = { standing: Standing; because: Because };

/** Which tiers stand in for one another, the nearest first; what nobody described comes last. */
const STAND_IN: Record<Tier, readonly (Tier | null)[]> = {
  edge: ['edge', 'cloud', 'premium', null],
  cloud: ['cloud', 'premium', 'edge', null],
  premium: ['premium', 'cloud', 'edge', null],
};
/** So many are asked one after the other. */
const MOST = 6;
/** How long an answer is thought to be where two models are compared. */
const USUAL_OUTPUT = 800;

/**
 * Who answers a request: barriers first, in a fixed order; of those that are left the one that somebody named, else by
 * tier, agent's order and catalog's order; but the model that holds the prompt of this conversation stays where that
 * pays. Says of each candidate why it is where it is.
 */
export function route(request: RouteRequest, candidates: readonly KnownModel[], state: RouterState): Decision {
  const difficulty = difficultyOf(request.features, request.agent.tier);
  const learned = { rates: state.rates, agentId: request.agent.id };
  const asked = askedOf(difficulty.score, learned);
  const { choice } = request;
  const wanted: Decision['wanted'] =
    choice !== null && 'tier' in choice
      ? { tier: choice.tier, by: choice.by }
      : { ...learnedTier(asked, difficulty.score, state.thresholds), by: 'difficulty' };

  const preference = new Map(request.agent.models.map((name, at) => [name, at]));
  const preferred = ({ names }: KnownModel) =>
    names.reduce((least, name) => Math.min(least, preference.get(name) ?? least), request.agent.models.length);
  const standings = candidates
    .map((model): Standing => ({ model, ...barrierOf(model, request, state), rank: rankOf(model.tier) }))
    .sort(
      (a, b) =>
        STAND_IN[wanted.tier].indexOf(a.model.tier) - STAND_IN[wanted.tier].indexOf(b.model.tier) ||
        preferred(a.model) - preferred(b.model),
    );
  const open = standings.filter((one) => one.barrier === null);
  const tooCheap = shortOfMoney(request, standings, open, RANK[wanted.tier])
    ? new Set(open.filter((one) => one.rank < RANK[wanted.tier]))
    : new Set<Standing>();
  const left = open.filter((one) => !tooCheap.has(one));

  const named = choice !== null && 'model' in choice ? choice : null;
  const namedOne = named === null ? undefined : standings.find((one) => isNamed(one, named.model));
  const asksFirst = namedOne?.barrier?.kind === 'price-unknown' && namedOne.barrier.policy === 'confirm';
  const head = asksFirst ? null : headOf({ left, chosen: namedOne, wanted, request, state, asked });
  const toConfirm = asksFirst ? namedOne : head === null ? standings.find(isConfirmable) : undefined;
  const order = head === null ? [] : orderOf(head.standing, left);

  const verdicts = new Map(
    standings.map((one) => {
      const verdict = verdictOf(one, { head, order, tooCheap, wanted: wanted.tier });
      return [one.model, { verdict, ceiling: one.ceiling }];
    }),
  );
  return {
    outcome:
      toConfirm !== undefined
        ? { kind: 'confirm', model: toConfirm.model.name, ceiling: toConfirm.ceiling }
        : head === null
          ? { kind: 'nobody' }
          : { kind: 'ask', model: head.standing.model.name, because: head.because, ceiling: head.standing.ceiling },
    order: order.map((one) => one.model.name),
    difficulty,
    wanted,
    unmet: named === null || head?.standing === namedOne || asksFirst ? null : named.model,
    candidates: candidates.flatMap((model) => {
      const found = verdicts.get(model);
      return found === undefined ? [] : [{ name: model.name, tier: model.tier, ...found }];
    }),
  };
}

/** The tier for a request, and whether it is another one than without anything learned. */
function learnedTier(
  asked: Asked,
  score: number,
  thresholds: Thresholds,
): Pick<Decision['wanted'], 'tier' | 'learned'> {
  const tier = tierFor(asked, thresholds);
  const plain = tierFor({ edge: score, cloud: score }, thresholds);
  if (tier === plain) return { tier };
  return { tier, learned: RANK[tier] > RANK[plain] ? 'better' : 'cheaper' };
}

/** True where the tier that is wanted and those above it are closed for lack of money and the agent insists on them. */
function shortOfMoney(
  request: RouteRequest,
  all: readonly Standing[],
  open: readonly Standing[],
  wanted: number,
): boolean {
  if (request.mayGoCheaper || open.some((one) => one.rank >= wanted)) return false;
  return all.some((one) => one.rank >= wanted && one.barrier?.kind === 'budget');
}

type Field = {
  left: readonly Standing[];
  /** The one that somebody named. */
  chosen: Standing | undefined;
  wanted: Decision['wanted'];
  request: RouteRequest;
  state: RouterState;
  asked: Asked;
};

function headOf({ left, chosen, wanted, request, state, asked }: Field): Head | null {
  if (chosen !== undefined && request.choice !== null && left.includes(chosen)) {
    return { standing: chosen, because: { kind: 'choice', by: request.choice.by } };
  }
  const [pick] = left;
  if (pick === undefined) return null;
  const { cached } = state;
  const stay = cached === null ? undefined : left.find((one) => isNamed(one, cached.model));
  if (stay !== undefined && cached !== null) {
    const savedMicros = savedByStaying({
      stay: stay.model,
      cachedTokens: cached.tokens,
      pick: pick.model,
      inputTokens: request.inputTokens,
      outputTokens: Math.min(USUAL_OUTPUT, request.maxOutputTokens),
      found: wanted.by === 'difficulty' ? { asked, thresholds: state.thresholds } : null,
    });
    if (savedMicros !== null) {
      return { standing: stay, because: { kind: 'cached-prompt', cachedTokens: cached.tokens, savedMicros } };
    }
  }
  const { tier } = pick.model;
  return {
    standing: pick,
    because:
      tier === wanted.tier ? { kind: 'tier', wanted: tier } : { kind: 'nearest-tier', wanted: wanted.tier, tier },
  };
}

/** The chosen one and those after it; where all would be of one provider, the last place goes to another's. */
function orderOf(head: Standing, left: readonly Standing[]): Standing[] {
  const order = [head, ...left.filter((one) => one !== head)];
  const first = order.slice(0, MOST);
  const other = order.slice(MOST).find((one) => one.model.provider !== head.model.provider);
  if (other === undefined || first.some((one) => one.model.provider !== head.model.provider)) return first;
  return [...first.slice(0, -1), other];
}

type Settled = { head: Head | null; order: readonly Standing[]; tooCheap: ReadonlySet<Standing>; wanted: Tier };

function verdictOf(one: Standing, { head, order, tooCheap, wanted }: Settled): Verdict {
  if (one.barrier !== null) return { kind: 'barred', barrier: one.barrier };
  if (one === head?.standing) return { kind: 'chosen', because: head.because };
  const passed: Passed = tooCheap.has(one)
    ? { kind: 'cheaper-not-allowed', tier: one.model.tier, wanted }
    : passedFor(one.model.tier, head?.because ?? null, wanted);
  const place = order.indexOf(one);
  return place > 0 ? { kind: 'next', place, passed } : { kind: 'passed-over', passed };
}

function passedFor(tier: Tier | null, because: Because | null, wanted: Tier): Passed {
  if (because === null) return { kind: 'awaits-confirmation' };
  if (because.kind === 'choice') return { kind: 'other-chosen', by: because.by };
  if (because.kind === 'cached-prompt' && tier === wanted) {
    return { kind: 'prompt-cached-elsewhere', savedMicros: because.savedMicros };
  }
  const chosenTier = because.kind === 'nearest-tier' ? because.tier : wanted;
  return tier === chosenTier ? { kind: 'less-preferred' } : { kind: 'tier', tier, wanted };
}

function isNamed({ model }: Standing, name: ModelName): boolean {
  return model.names.includes(name);
}

function isConfirmable({ barrier }: Standing): boolean {
  return barrier?.kind === 'price-unknown' && barrier.policy === 'confirm';
}

/** What nobody described counts as below all tiers. */
function rankOf(tier: Tier | null): number {
  return tier === null ? -1 : RANK[tier];
}
