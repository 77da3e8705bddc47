import type { Tier } from '../../shared/contact.ts';
import type { Provider } from '../providers/provider.ts';
import type { Effort } from '../../shared/effort.ts';
import type { ModelName } from '../roster/agent.ts';
import type { KnownModel } from './catalog/merge.ts';
import { modelName } from './modelName.ts';

/** A model at a configured provider, to be asked by the id that `model` is. */
export type Candidate = {
  provider: Provider;
  model: string;
  name: ModelName;
  /** Null where nobody described it. */
  tier: Tier | null;
  /** What is assumed where nobody knows it. */
  contextTokens: number;
  /** The longest answer; null where nobody knows it. */
  outputTokens: number | null;
  price: KnownModel['price'];
  /** False for one that is known to call none. */
  callsTools: boolean;
  /** How much it is told to think; absent where it can't be told. */
  effort?: Effort;
  /** Why it is asked, as the receipt has it; see `shared/because.ts`. */
  because?: string;
};

/** What is assumed of a model nobody described, such as one on somebody's own machine. */
export const UNKNOWN_CONTEXT = 16_000;

/** A known model at its provider. */
export function candidateOf(provider: Provider, known: KnownModel): Candidate {
  const { name, tier, askAs, contextTokens, outputTokens, price, capabilities } = known;
  return {
    ...{ provider, model: askAs, name, tier, outputTokens, price },
    contextTokens: contextTokens ?? UNKNOWN_CONTEXT,
    callsTools: capabilities.tools !== false,
  };
}

/** One of which nothing is known but its id. */
export function undescribed(provider: Provider, model: string): Candidate {
  const name = modelName(provider.id, model);
  const price = provider.demo ? ({ free: true } as const) : null;
  const unknown = { tier: null, contextTokens: UNKNOWN_CONTEXT, outputTokens: null };
  return { provider, model, name, price, callsTools: true, ...unknown };
}
