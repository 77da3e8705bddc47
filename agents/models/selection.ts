import { type BecauseCode, readBecause } from '../../shared/because.ts';
import type { Tier } from '../../shared/contact.ts';
import type { ModelChoice } from '../../shared/modelChoice.ts';
import type { Effort } from '../../shared/effort.ts';
import type { Provider } from '../providers/provider.ts';
import type { ModelName, Specialist } from '../roster/agent.ts';
import type { Breaker } from './breaker.ts';
import { type Candidate, candidateOf, undescribed } from './candidate.ts';
import { chooseTier, type Money } from './budget/cheaperTier.ts';
import type { Cost } from './catalog/cost.ts';
import type { KnownModel } from './catalog/merge.ts';
import { breakerNameOf } from './limits/limitKey.ts';
import type { Models } from './models.ts';
import { inputFor } from './router/barriers.ts';
import { becauseOf, insteadOf } from './router/because.ts';
import type { Cached } from './router/conversations.ts';
import type { Decision } from './router/decision.ts';
import { featuresOf } from './router/features.ts';
import { route, type RouterState, type RouteRequest } from './router/route.ts';
import type { Thresholds } from './router/tiers.ts';
import { type Band, bandOf, type WinRates } from './router/winRates.ts';

/** A request that wants a model. */
export type Wanted = {
  agent: Pick<Specialist, 'id' | 'models' | 'tier' | 'maxOutputTokens' | 'staysInTier' | 'effort'>;
  /** Always this one, however hard it is. */
  tier?: Tier;
  /** What a person wants, before anything an agent is set to. */
  choice?: ModelChoice | null;
  /** Nothing of it goes to a model that is not on a machine of the owner. */
  localOnly?: boolean;
  text: string;
  /** How many tools are offered with it. */
  tools: number;
  /** Messages before it. */
  depth: number;
  /** Of the whole prompt, rather too many than too few. */
  characters: number;
  /** Who read the conversation last. */
  cached: Cached | null;
  /** What the budgets leave, where any limits; null where none does. */
  money?: Money | null;
};

/** What models are chosen by; `rates`, in memory, are what was learned of the agents. */
type Choosing = { models: Models; breaker?: Breaker; rates?: () => WinRates; thresholds?: Thresholds };

/** How hard a request must be for the cloud's tier and for the premium one, where nobody set it. They are judgements; `calibrate` fits them. */
export const THRESHOLDS: Thresholds = { t1: 0.2, t2: 0.45 };
const CHARACTERS_PER_TOKEN = 3;
const MOST = 6;

/**
 * Whom to ask, one after the other, with why: first those known to suit (tools, length, health) in the router's order, then
 * those of which it is not known, then whatever could be asked at all, so that a person is not left without an answer. The
 * demo stands alone, where no other provider is configured, and is asked by the agent's id. A model that was named is
 * asked first where it can be, by a person known to suit or not. Empty where there is no provider, or none that is local where only
 * such may be asked.
 */
export function select(wanted: Wanted, { models, breaker, rates, thresholds = THRESHOLDS }: Choosing): Candidate[] {
  const configured = models.providers().filter((provider) => !provider.demo);
  if (configured.length === 0) return models.providers().map((provider) => undescribed(provider, wanted.agent.id));
  const providers = new Map(configured.map((provider) => [provider.id, provider]));
  const open = models.known().filter(({ provider, offered }) => offered !== false && providers.has(provider));
  const isResting = ({ provider: id, askAs }: KnownModel) => {
    const provider = providers.get(id);
    return provider !== undefined && breaker?.rests(breakerNameOf({ provider, model: askAs })) === true;
  };
  const resting = open.filter(isResting).map(({ name }) => name);
  const state: RouterState = {
    thresholds,
    rates: rates?.() ?? new Map(),
    cached: wanted.cached,
    resting: new Set(resting),
    budgetMicros: wanted.money?.roomMicros ?? null,
    // Whoever set the provider up wants it to answer; the receipt says that nobody knows the price.
    unknownPrice: 'confirm',
    confirmed: new Set(open.map(({ name }) => name)),
  };
  const request = requestOf(wanted);
  const wished = route(request, open, state);
  const cheaper = cheaperFor(wanted, wished, open);
  const known = cheaper === null ? wished : route({ ...request, choice: { tier: cheaper, by: 'agent' } }, open, state);
  const decisions = [known];
  if (known.unmet !== null) decisions.unshift(...willing(request, open, state));
  if (known.order.length < MOST || !severalProviders(known.order.map(providerOf), configured.length)) {
    decisions.push(route(request, open.map(trusted), state));
    // Whom no money is left for is asked last, and refused where the money is.
    const last = { ...state, resting: new Set<ModelName>(), budgetMicros: null };
    decisions.push(route({ ...request, capabilities: [], inputTokens: 0, mayGoCheaper: true }, open, last));
  }
  return inOrder(decisions, open).flatMap(({ model, because }, at) => {
    const provider = providers.get(model.provider);
    const why = at === 0 && cheaper !== null && because !== 'only' ? ('cheaper' satisfies BecauseCode) : because;
    if (provider === undefined) return [];
    const effort = effortOf(wanted, known, { model, provider });
    return [{ ...candidateOf(provider, model), because: why, ...(effort !== null && { effort }) }];
  });
}

/**
 * Has the model that was named although it is not known whether it can call tools, and where a person named it in spite of
 * whatever it lacks but money; nothing where it still can't be had.
 */
function willing(request: RouteRequest, open: readonly KnownModel[], state: RouterState): Decision[] {
  const { choice } = request;
  if (choice?.by !== 'person' || !('model' in choice)) {
    const decision = route(request, open.map(trusted), state);
    return decision.unmet === null ? [decision] : [];
  }
  // Alone: what is asked of it in spite of what it lacks is not asked of others.
  return open.flatMap((model) => {
    if (!model.names.includes(choice.model)) return [];
    const lenient = { ...request, capabilities: [], inputTokens: inputFor(model, request) };
    const decision = route(lenient, [model], { ...state, resting: new Set() });
    return decision.unmet === null ? [decision] : [];
  });
}

/** Reasons for a cheap model that nobody gave by choosing it, and that no shortage of money gave. */
const MAY_BE_REPLACED: ReadonlySet<BecauseCode | undefined> = new Set([
  'easy',
  'learned-cheaper',
  'nearest',
  'nearest-context',
  'nearest-capability',
  'nearest-resting',
  'conversation',
  'instead',
]);

/** Whether an answer of this model may be given anew by a better one: of the cheapest tier, where the router chose it. */
export function mayReplace(
  { agent, choice }: Pick<Wanted, 'agent' | 'choice'>,
  { tier, because = '' }: Candidate,
): boolean {
  // What a person chose is kept to by who stays or steps in, too, whose reasons do not say so.
  if (choice != null) return false;
  return tier === 'edge' && agent.models.length !== 1 && MAY_BE_REPLACED.has(readBecause(because)?.code);
}

/**
 * Whom to ask in the place of one whose answer failed its checks: those of the next tiers that can be asked now. Nobody
 * where money is short.
 */
export function selectAbove(wanted: Wanted, first: Pick<Candidate, 'name'>, parts: Choosing): Candidate[] {
  const isAbove = ({ tier }: Candidate) => tier !== null && tier !== 'edge';
  const [head, ...rest] = select({ ...wanted, tier: 'cloud', choice: null, cached: null }, parts);
  if (head === undefined || !isAbove(head) || wanted.money?.warned === true) return [];
  const because = `${'escalated' satisfies BecauseCode} ${first.name}`;
  return [head, ...rest.filter(isAbove)].map((candidate) => {
    // Who answered first has thought little about what was not so easy.
    const more = candidate.effort === 'low' && wanted.agent.effort === undefined ? { effort: 'medium' as const } : {};
    return { ...candidate, because, ...more };
  });
}

const EFFORT: Record<Band, Effort> = { easy: 'low', middle: 'medium', hard: 'high' };

/** How much a model is told to think: as its agent says, else by how hard the request is; null where it can't be told. */
function effortOf(
  { agent }: Wanted,
  { difficulty }: Decision,
  { model, provider }: { model: KnownModel; provider: Provider },
): Effort | null {
  if (model.capabilities.thinking !== true || provider.takesEffort !== true) return null;
  return agent.effort ?? EFFORT[bandOf(difficulty.score)];
}

function requestOf({ agent, tier, choice, text, tools, depth, characters, localOnly = false }: Wanted): RouteRequest {
  const [model, ...others] = agent.models;
  // An agent that names one model alone is made for it.
  const made = model === undefined || others.length > 0 ? null : { model, by: 'agent' as const };
  const set = tier === undefined ? made : { tier, by: 'agent' as const };
  return {
    agent,
    choice: choice == null ? set : { ...choice, by: 'person' },
    features: featuresOf(text, { tools, attachments: 0, depth }),
    capabilities: tools > 0 ? ['tools'] : [],
    inputTokens: Math.ceil(characters / CHARACTERS_PER_TOKEN),
    maxOutputTokens: agent.maxOutputTokens,
    localOnly,
    mayGoCheaper: agent.staysInTier !== true,
  };
}

/** A cheaper tier than the one that is wished for, where money is short; null where that one is asked. */
function cheaperFor(
  { agent, money, choice: wish }: Wanted,
  wished: Decision,
  open: readonly KnownModel[],
): Tier | null {
  // What a person wants is had as long as there is money for it.
  if (money == null || wish != null) return null;
  const ceilings = new Map(wished.candidates.map(({ name, ceiling }) => [name, ceiling]));
  const choice = chooseTier({
    wanted: wished.wanted.tier,
    cheaperTierAllowed: agent.staysInTier !== true,
    ...money,
    ceilingIn: (tier) =>
      cheapest(open.flatMap((model) => (model.tier === tier ? (ceilings.get(model.name) ?? []) : []))),
  });
  return choice.kind === 'cheaper' ? choice.tier : null;
}

function cheapest(costs: readonly Cost[]): Cost | null {
  const known = costs.flatMap((cost) => ('known' in cost ? cost.known : []));
  return known.length === 0 ? null : { known: Math.min(...known) };
}

/** As if it could call tools, unless it is known that it can't. */
function trusted(model: KnownModel): KnownModel {
  if (model.capabilities.tools !== undefined) return model;
  return { ...model, capabilities: { ...model.capabilities, tools: true } };
}

type Placed = { model: KnownModel; because: string };

/** Each once and bounded; where all would be of one provider, the last place goes to another's. */
function inOrder(decisions: readonly Decision[], open: readonly KnownModel[]): Placed[] {
  const byName = new Map(open.map((model) => [model.name, model]));
  const names = [...new Set(decisions.flatMap(({ order }) => order))];
  const [first] = names;
  const decided = decisions.find(({ order }) => order.length > 0);
  if (first === undefined || decided === undefined) return [];
  const head = names.slice(0, MOST);
  const other = names.slice(MOST).find((name) => providerOf(name) !== providerOf(first));
  if (other !== undefined && !severalProviders(head.map(providerOf), 2)) head.splice(-1, 1, other);
  return head.flatMap((name): Placed[] => {
    const model = byName.get(name);
    if (model === undefined) return [];
    if (name !== first) return [{ model, because: insteadOf(first) }];
    const isPlain = decided === decisions[0] || decided.unmet !== null;
    return [{ model, because: isPlain ? becauseOf(decided) : 'only' }];
  });
}

function providerOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

/** False where there are several to ask and all of these are of one. */
function severalProviders(providers: readonly string[], configured: number): boolean {
  return configured < 2 || new Set(providers).size > 1;
}
