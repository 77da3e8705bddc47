import type { Tier } from '../../shared/contact.ts';
import type { Usage } from '../providers/provider.ts';
import type { ModelName } from '../roster/agent.ts';

/** US dollars per million tokens, which is millionths of a dollar per token, for prompts of up to `upTo` tokens. */
export type Price = { upTo: number; input: number; output: number };

export type Model = {
  name: ModelName;
  tier: Tier;
  contextTokens: number;
  /** By length of prompt, ascending; empty where the price is not known. */
  prices: readonly Price[];
};

const ANY = Number.POSITIVE_INFINITY;

function model(name: ModelName, tier: Tier, contextTokens: number, ...prices: Price[]): Model {
  return { name, tier, contextTokens, prices };
}

function flat(input: number, output: number): Price {
  return { upTo: ANY, input, output };
}

function upTo(tokens: number, input: number, output: number): Price {
  return { upTo: tokens, input, output };
}

/** Models whose tier, size and price are known, the preferred first within a tier. List prices of November 2026. */
export const catalog: readonly Model[] = [
  model('anthropic/claude-opus-5-5', 'premium', 1_000_000, flat(4, 20)),
  model('openai/gpt-6.1-sol', 'premium', 922_000, upTo(272_000, 2, 10)),
  model('anthropic/claude-fable-5-1', 'premium', 1_000_000, flat(10, 50)),
  model('openai/gpt-6-astra', 'premium', 922_000, upTo(272_000, 10, 50)),
  model('anthropic/claude-opus-5', 'premium', 1_000_000, flat(5, 25)),
  model('anthropic/claude-sonnet-5-5', 'cloud', 1_000_000, flat(2, 10)),
  model('openai/gpt-6.1-terra', 'cloud', 922_000, upTo(272_000, 1, 5), flat(2, 7.5)),
  model('anthropic/claude-sonnet-5', 'cloud', 1_000_000, flat(2, 10)),
  model('openai/gpt-5.6-terra', 'cloud', 400_000, upTo(272_000, 2, 12)),
  model('anthropic/claude-haiku-5-5', 'edge', 1_000_000, upTo(100_000, 0.1, 0.5), flat(0.5, 2.5)),
  model('openai/gpt-6-luna', 'edge', 400_000, upTo(272_000, 0.1, 0.5)),
  model('anthropic/claude-haiku-4-5', 'edge', 200_000, flat(1, 5)),
  model('perplexity/sonar-pro', 'cloud', 200_000),
  model('perplexity/sonar', 'edge', 128_000),
  model('deepseek/deepseek-chat', 'cloud', 128_000),
  model('mistral/mistral-large-latest', 'cloud', 128_000),
  model('mistral/mistral-small-latest', 'edge', 128_000),
];

/** What is assumed of a model nobody described, such as one on somebody's own machine. */
const UNKNOWN_CONTEXT = 16_000;

const byName = new Map<string, Model>(catalog.map((entry) => [entry.name, entry]));

/** A provider's and a model's id as one name. */
export function modelName(providerId: string, modelId: string): ModelName {
  return `${providerId}/${modelId}`;
}

/** The two halves of a name; what stands before the first slash is the provider. */
export function splitName(name: ModelName): { providerId: string; modelId: string } {
  const at = name.indexOf('/');
  return { providerId: name.slice(0, at), modelId: name.slice(at + 1) };
}

/** The catalog's entry; dated names (`…-20251001`, `…-2026-03-17`) are those of the undated model. */
export function findModel(name: string): Model | undefined {
  return byName.get(name) ?? byName.get(name.replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, ''));
}

export function contextTokensOf(name: ModelName): number {
  return findModel(name)?.contextTokens ?? UNKNOWN_CONTEXT;
}

/** Millionths of a US dollar; null where the price is not known, never 0 for it. */
export function costMicros(name: ModelName, usage: Usage): number | null {
  const price = findModel(name)?.prices.find((entry) => usage.inputTokens <= entry.upTo);
  if (price === undefined) return null;
  return Math.round(usage.inputTokens * price.input + usage.outputTokens * price.output);
}
