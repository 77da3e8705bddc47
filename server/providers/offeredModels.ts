import type { KnownModel } from '../../agents/models/catalog/merge.ts';
import type { Models } from '../../agents/models/models.ts';
import type { Tier } from '../../shared/contact.ts';
import type { OfferedModel } from '../../shared/offeredModel.ts';

const MOST = 500;

type Offering = Pick<Models, 'providers' | 'known'>;

/** The names of the models that can be asked here, as far as that is known. */
export function offeredModels(models: Offering): string[] {
  return offeredBy(models)
    .map(({ name }) => name)
    .sort()
    .slice(0, MOST);
}

const ORDER: readonly (Tier | null)[] = ['premium', 'cloud', 'edge', null];

type Choosing = {
  /** What a provider is called. */
  providerName: (id: string) => string;
  localOnly: boolean;
};

/** The models a person can choose from for an answer: the best first, and in the catalog's order among equals. */
export function modelChoices(models: Offering, { providerName, localOnly }: Choosing): OfferedModel[] {
  return offeredBy(models)
    .filter(({ local }) => local || !localOnly)
    .sort((a, b) => ORDER.indexOf(a.tier) - ORDER.indexOf(b.tier))
    .slice(0, MOST)
    .map(({ name, provider, tier, local, price }) => ({
      ...{ name, provider: providerName(provider), tier, local },
      price: priceOf(price),
    }));
}

/** The models that can be asked here and hold a conversation. */
export function offeredBy({ providers, known }: Offering): KnownModel[] {
  const configured = new Set(providers().map(({ id }) => id));
  return known().filter(({ chat, offered, provider }) => chat && offered !== false && configured.has(provider));
}

function priceOf(price: KnownModel['price']): OfferedModel['price'] {
  if (price === null) return null;
  if ('free' in price) return { input: 0, output: 0 };
  const [shortest] = price.perMillion;
  return shortest === undefined ? null : { input: shortest.input, output: shortest.output };
}
