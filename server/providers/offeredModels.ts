import type { Models } from '../../agents/models/models.ts';

const MOST = 500;

/** The names of the models that can be asked here, as far as that is known. */
export function offeredModels({ providers, known }: Pick<Models, 'providers' | 'known'>): string[] {
  const configured = new Set(providers().map(({ id }) => id));
  return known()
    .filter(({ chat, offered, provider }) => chat && offered !== false && configured.has(provider))
    .map(({ name }) => name)
    .sort()
    .slice(0, MOST);
}
