import type { Tier } from '../../shared/contact.ts';
import type { Specialist } from '../roster/agent.ts';
import { type Candidate, candidateOf, undescribed } from './candidate.ts';
import type { KnownModel } from './catalog/merge.ts';
import type { Models } from './models.ts';

const MOST = 6;

/** Which tiers stand in for one another, the nearest first. */
const TIERS: Record<Tier, readonly Tier[]> = {
  edge: ['edge', 'cloud', 'premium'],
  cloud: ['cloud', 'premium', 'edge'],
  premium: ['premium', 'cloud', 'edge'],
};

/**
 * Whom to ask for an agent, in order: its own models as far as their providers are configured, then the catalog's of
 * its tier and of the others, then whatever a configured provider offers. The demo stands alone, where no other
 * provider is configured at all; it is asked by the agent's id. Empty where there is no provider.
 */
export function candidates(agent: Pick<Specialist, 'id' | 'models' | 'tier'>, models: Models): Candidate[] {
  const configured = models.providers().filter((provider) => !provider.demo);
  if (configured.length === 0) return models.providers().map((provider) => undescribed(provider, agent.id));
  const byId = new Map(configured.map((provider) => [provider.id, provider]));
  const open = models.known().filter(({ chat, offered, provider }) => chat && offered !== false && byId.has(provider));
  const own = agent.models.flatMap((name) => open.find((one) => one.names.includes(name)) ?? []);
  const ofTiers = TIERS[agent.tier].flatMap((tier) => open.filter((one) => one.tier === tier));
  const described = [...new Set([...own, ...ofTiers])];
  const rest = configured.flatMap(({ id }) =>
    open.filter((one) => one.tier === null && one.provider === id).slice(0, 2),
  );
  return shorten(described, rest).flatMap((known) => {
    const provider = byId.get(known.provider);
    return provider === undefined ? [] : [candidateOf(provider, known)];
  });
}

/** The chain is bounded, but a provider that has not had its turn keeps one place at the end. */
function shorten(own: KnownModel[], rest: KnownModel[]): KnownModel[] {
  const unheard = rest.filter((one) => !own.some(({ provider }) => provider === one.provider));
  const reserved = unheard.slice(0, own.length === 0 ? MOST : 2);
  const head = own.slice(0, MOST - reserved.length);
  return [...head, ...reserved, ...rest.filter((one) => !reserved.includes(one))].slice(0, MOST);
}
