import { Price } from '../../agents/models/catalog/catalogData.ts';
import { ImagePrice } from '../../agents/models/catalog/imagePrice.ts';
import type { KnownModel } from '../../agents/models/catalog/merge.ts';
import type { SetFigures } from '../../agents/models/catalog/setFigures.ts';
import type { CommandInput } from '../../shared/command.ts';
import type { ModelFacts, ModelFigures } from '../../shared/modelFigures.ts';
import { Refusal } from '../refusal.ts';
import type { KeptFigures } from '../store/modelFigures.ts';
import type { Figures } from './figures.ts';

const SOURCE = 'set on the Models page';

/** What admins see and say of the prices of models. */
export interface FigureSettings {
  list(providerId: string): ModelFacts[];
  set(input: CommandInput<'figures:set'>, userId: string): Promise<void>;
  reset(model: string): Promise<void>;
}

/** `catalogued` are the models as the catalog has them, without what admins said. */
type Parts = { figures: Figures; catalogued: () => readonly KnownModel[]; now?: () => number };

export function createFigureSettings({ figures, catalogued, now = Date.now }: Parts): FigureSettings {
  return {
    list(providerId) {
      const all = figures.all();
      return catalogued()
        .filter(({ provider, offered, name }) => provider === providerId && (offered !== false || all.has(name)))
        .filter(({ chat, capabilities }) => chat || capabilities.drawing === true)
        .map((model) => factsOf(model, all.get(model.name)));
    },
    async set(input, userId) {
      if (!catalogued().some(({ name }) => name === input.model)) {
        throw new Refusal('not-found', 'There is no such model.', { reason: 'model' });
      }
      await figures.set(saidIn(input, now()), userId);
    },
    reset: (model) => figures.reset(model),
  };
}

/** What is stored of what an admin says. */
export function saidIn({ model, figures, zeroIsFree }: CommandInput<'figures:set'>, now: number): SetFigures {
  const { price, pictures, contextTokens } = figures;
  const amounts = [...(price?.bands ?? []).flatMap(amountsOf), ...(pictures ?? []).map((one) => one.price)];
  const isFree = price?.bands.every((band) => amountsOf(band).every((amount) => amount === 0)) ?? false;
  if (!zeroIsFree && (isFree || amounts.includes(0))) {
    throw new Refusal('conflict', 'A price of 0 has to be confirmed.', { reason: 'zero' });
  }
  if (price === null && pictures === null && contextTokens === null) {
    throw new Refusal('bad-input', 'Nothing is said.', { reason: 'figures' });
  }
  const known = { source: SOURCE, asOf: new Date(now).toISOString().slice(0, 10) };
  const said = isFree ? { free: true } : price && { ...known, perMillion: price.bands };
  const [tokens, images] = [Price.safeParse(said), ImagePrice.safeParse(pictures && { ...known, perImage: pictures })];
  if (!tokens.success || !images.success || amounts.some((amount) => Number(amount.toFixed(6)) !== amount)) {
    throw new Refusal('bad-input', 'That is no price.', { reason: 'price' });
  }
  return { model, price: tokens.data, imagePrice: images.data, contextTokens };
}

function amountsOf({ input, output, cachedInput, cacheWrite }: { [of: string]: number | null }): number[] {
  return [input, output, cachedInput, cacheWrite].filter((amount) => typeof amount === 'number');
}

function factsOf(model: KnownModel, set: KeptFigures | undefined): ModelFacts {
  const dated = [model.price, model.imagePrice].find((price) => price !== null && 'asOf' in price);
  const { asOf = null, source = null } = dated ?? {};
  return {
    model: model.name,
    draws: model.capabilities.drawing === true,
    catalog: { ...figuresOf(model), asOf, source },
    set: set === undefined ? null : { ...figuresOf(set), at: set.setAt.getTime(), by: set.by },
  };
}

function figuresOf(model: Pick<SetFigures, 'price' | 'imagePrice' | 'contextTokens'>): ModelFigures {
  const { price, imagePrice, contextTokens } = model;
  const bands = price === null ? null : 'free' in price ? [] : price.perMillion;
  return { price: bands && { bands }, pictures: imagePrice?.perImage ?? null, contextTokens };
}
