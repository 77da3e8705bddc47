import type { ModelName } from '../../roster/agent.ts';
import type { Capability } from '../catalog/catalogData.ts';
import { ceilingOf, type Cost, type UnknownPrice, whatFollows } from '../catalog/cost.ts';
import type { KnownModel } from '../catalog/merge.ts';
import type { Barrier } from './decision.ts';

export type Needs = {
  capabilities: readonly Capability[];
  /** As many as the prompt can have, rather too many than too few. */
  inputTokens: number;
  maxOutputTokens: number;
  localOnly: boolean;
};

export type Limits = {
  /** Models that rest; looked at, not probed. */
  resting: ReadonlySet<ModelName>;
  /** What may still be spent; null for as much as it takes. */
  budgetMicros: number | null;
  unknownPrice: UnknownPrice;
  /** Models a person agreed to ask although nobody knows their price. */
  confirmed: ReadonlySet<ModelName>;
};

/** What a model nobody described is trusted with. */
const UNKNOWN_CONTEXT = 16_000;

/** The first thing that keeps a model from being asked, and the most it would cost. */
export function barrierOf(model: KnownModel, needs: Needs, limits: Limits): { barrier: Barrier | null; ceiling: Cost } {
  const output = outputOf(model, needs);
  const ceiling = ceilingOf(model, needs.inputTokens, output);
  return { barrier: firstBarrier(model, { ...needs, maxOutputTokens: output }, { ...limits, ceiling }), ceiling };
}

/** How long its answer may be: no longer than it can write, nor than a quarter of what it can hold. */
function outputOf(model: KnownModel, needs: Needs): number {
  const quarter = Math.floor((model.contextTokens ?? UNKNOWN_CONTEXT) / 4);
  return Math.min(needs.maxOutputTokens, model.outputTokens ?? needs.maxOutputTokens, quarter);
}

/** How much of a prompt can be sent to it, what does not fit being left out. */
export function inputFor(model: KnownModel, needs: Needs): number {
  return Math.min(needs.inputTokens, (model.contextTokens ?? UNKNOWN_CONTEXT) - outputOf(model, needs));
}

function firstBarrier(model: KnownModel, needs: Needs, limits: Limits & { ceiling: Cost }): Barrier | null {
  if (!model.chat) return { kind: 'capability', capability: 'chat', known: true };
  for (const capability of needs.capabilities) {
    const has = model.capabilities[capability];
    if (has !== true) return { kind: 'capability', capability, known: has === false };
  }
  const needsTokens = needs.inputTokens + needs.maxOutputTokens;
  const hasTokens = model.contextTokens ?? UNKNOWN_CONTEXT;
  if (needsTokens > hasTokens) {
    return { kind: 'context', needsTokens, hasTokens, known: model.contextTokens !== null };
  }
  if (needs.localOnly && !model.local) return { kind: 'privacy' };
  if (limits.resting.has(model.name)) return { kind: 'breaker' };
  const { ceiling, budgetMicros } = limits;
  if ('known' in ceiling) {
    if (budgetMicros === null || ceiling.known <= budgetMicros) return null;
    return { kind: 'budget', needsMicros: ceiling.known, leftMicros: budgetMicros };
  }
  if (budgetMicros !== null && budgetMicros <= 0)
    return { kind: 'budget', needsMicros: null, leftMicros: budgetMicros };
  const policy = whatFollows(ceiling, limits.unknownPrice);
  if (policy === 'go' || (policy === 'confirm' && limits.confirmed.has(model.name))) return null;
  return { kind: 'price-unknown', why: ceiling.unknown, policy };
}
