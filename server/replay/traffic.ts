import { z } from 'zod';
import type { KnownModel } from '../../agents/models/catalog/merge.ts';
import { modelName } from '../../agents/models/modelName.ts';
import type { Recorded } from '../../agents/models/router/replay.ts';
import type { Outcome } from '../../agents/models/router/winRates.ts';
import { Tier } from '../../shared/contact.ts';
import type { Answered } from '../store/traffic.ts';

const Features: z.ZodType<Recorded['features']> = z.object({
  characters: z.number(),
  codeLines: z.number(),
  maths: z.number(),
  questions: z.number(),
  otherLanguages: z.number(),
  tools: z.number(),
  attachments: z.number(),
  depth: z.number(),
});

/** What was answered, as the arithmetic takes it; undefined where nobody knows in which tier, as of the demo. */
export function recordedOf(answered: Answered, tierOfAgent: (agentId: string) => Tier): Recorded | undefined {
  const tier = Tier.safeParse(answered.tier).data;
  const features = Features.safeParse(parsed(answered.features)).data;
  if (tier === undefined || features === undefined) return undefined;
  const { agentId, inputTokens, cachedTokens, outputTokens } = answered;
  return {
    ...{ features, tier, inputTokens, outputTokens },
    agent: { id: agentId, tier: tierOfAgent(agentId) },
    cachedInputTokens: cachedTokens,
    outcome: outcomeOf(answered),
  };
}

function outcomeOf({ reactions, writtenAgain, escalated, stopped }: Answered): Outcome {
  const has = (thumb: string) => reactions?.some(({ emoji }) => emoji.startsWith(thumb)) === true;
  if (writtenAgain) return 'regenerated';
  if (has('👎')) return 'thumbs-down';
  if (escalated) return 'escalated';
  if (has('👍')) return 'thumbs-up';
  return stopped ? 'stopped' : 'accepted';
}

/** The model that answered most in a tier stands for it; where none did, one of that tier whose price is known. */
export function modelFor(
  tier: Tier,
  { answered, known }: { answered: readonly Answered[]; known: readonly KnownModel[] },
): KnownModel | undefined {
  const counts = new Map<KnownModel, number>();
  const providers = new Set<string>();
  for (const one of answered) {
    providers.add(one.provider);
    const model = one.tier === tier ? knownAs(one, known) : undefined;
    if (model !== undefined) counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most !== undefined) return most[0];
  const priced = known.filter((model) => model.tier === tier && model.price !== null && 'perMillion' in model.price);
  return priced.find(({ provider }) => providers.has(provider)) ?? priced[0];
}

/** Providers name some models with a date behind. */
function knownAs({ provider, model }: Answered, known: readonly KnownModel[]): KnownModel | undefined {
  const asked = modelName(provider, model);
  const [longest] = known
    .filter(({ name, names }) => names.includes(asked) || asked.startsWith(name))
    .sort((a, b) => b.name.length - a.name.length);
  return longest;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
