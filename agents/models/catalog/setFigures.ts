import type { Price } from './catalogData.ts';
import type { ImagePrice } from './imagePrice.ts';
import type { KnownModel } from './merge.ts';

/** What somebody says of a model in place of the catalog; null is what the catalog says. */
export type SetFigures = {
  /** Its name: `openai/gpt-6-luna`. */
  model: string;
  price: Price;
  imagePrice: ImagePrice;
  contextTokens: number | null;
};

export const NOTHING_SET: ReadonlyMap<string, SetFigures> = new Map();

/** The models with what was said of them; what is said to be free is, wherever it runs. */
export function withFigures(known: readonly KnownModel[], set: ReadonlyMap<string, SetFigures>): readonly KnownModel[] {
  if (set.size === 0) return known;
  return known.map((model) => {
    const said = set.get(model.name);
    if (said === undefined) return model;
    return {
      ...model,
      price: said.price ?? model.price,
      imagePrice: said.imagePrice ?? model.imagePrice,
      contextTokens: said.contextTokens ?? model.contextTokens,
    };
  });
}
