import type { Tier } from '../../shared/contact.ts';
import type { Provider } from '../providers/provider.ts';
import type { ModelName, Specialist } from '../roster/agent.ts';
import { catalog, modelName, splitName } from './catalog.ts';
import type { Models } from './models.ts';

/** A model at a configured provider, to be asked. */
export type Candidate = { provider: Provider; model: string; name: ModelName };

const MOST = 6;

/** Which tiers stand in for one another, the nearest first. */
const TIERS: Record<Tier, readonly Tier[]> = {
  edge: ['edge', 'cloud', 'premium'],
  cloud: ['cloud', 'premium', 'edge'],
  premium: ['premium', 'cloud', 'edge'],
};

/** Models that are offered beside chat models but hold no conversation. */
const NOT_FOR_CHAT =
  /embed|whisper|tts|rerank|moderation|guard|dall-e|image|audio|realtime|transcribe|sora|bge-|davinci|babbage/i;

/**
 * Whom to ask for an agent, in order: its own models as far as their providers are configured, then the catalog's of
 * its tier and of the others, then whatever a configured provider offers. The demo stands alone, where no other
 * provider is configured at all; it is asked by the agent's id. Empty where there is no provider.
 */
export function candidates(agent: Pick<Specialist, 'id' | 'models' | 'tier'>, models: Models): Candidate[] {
  const configured = models.providers().filter((provider) => !provider.demo);
  if (configured.length === 0) {
    return models
      .providers()
      .map((provider) => ({ provider, model: agent.id, name: modelName(provider.id, agent.id) }));
  }
  const byId = new Map(configured.map((provider) => [provider.id, provider]));
  const found = new Map<ModelName, Candidate>();
  const add = (name: ModelName) => {
    const { providerId, modelId } = splitName(name);
    const provider = byId.get(providerId);
    if (provider === undefined || found.has(name)) return;
    found.set(name, { provider, model: modelId, name });
  };
  for (const name of agent.models) add(name);
  for (const tier of TIERS[agent.tier]) for (const entry of catalog) if (entry.tier === tier) add(entry.name);
  const own = [...found.values()].filter((candidate) => offered(candidate, models));
  const others = configured.flatMap((provider) => firstOffered(provider, models));
  const rest = others.filter((candidate) => !own.some((one) => one.name === candidate.name));
  return shorten(own, rest);
}

/** A provider that lists its models is not asked for one it does not list. */
function offered(candidate: Candidate, models: Models): boolean {
  const listed = models.modelsOf(candidate.provider.id);
  return listed.length === 0 || listed.some((id) => id === candidate.model || id.startsWith(`${candidate.model}-20`));
}

function firstOffered(provider: Provider, models: Models): Candidate[] {
  return models
    .modelsOf(provider.id)
    .filter((id) => !NOT_FOR_CHAT.test(id))
    .slice(0, 2)
    .map((model) => ({ provider, model, name: modelName(provider.id, model) }));
}

/** The chain is bounded, but a provider that has not had its turn keeps one place at the end. */
function shorten(own: Candidate[], rest: Candidate[]): Candidate[] {
  const unheard = rest.filter((candidate) => !own.some((one) => one.provider.id === candidate.provider.id));
  const reserved = unheard.slice(0, own.length === 0 ? MOST : 2);
  const head = own.slice(0, MOST - reserved.length);
  return [...head, ...reserved, ...rest.filter((one) => !reserved.includes(one))].slice(0, MOST);
}
