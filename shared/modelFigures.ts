import * as z from 'zod/mini';

const Dollars = z.number().check(z.nonnegative(), z.maximum(1_000_000));
const Tokens = z.int().check(z.positive(), z.maximum(1_000_000_000));

/** Dollars per million tokens, for prompts of up to `upTo` tokens (null: of any length); null is what nobody knows. */
export const PriceBand = z.object({
  upTo: z.nullable(Tokens),
  input: Dollars,
  output: Dollars,
  cachedInput: z.nullable(Dollars),
  cacheWrite: z.nullable(Dollars),
});
export type PriceBand = z.infer<typeof PriceBand>;

/** What a picture of a size and quality costs, in dollars. */
const PicturePrice = z.object({ size: z.string(), quality: z.string(), price: Dollars });

/** What is known of a model, as the *Models* page shows it; null is what nobody knows. */
export const ModelFigures = z.object({
  /** Free where there are no bands. */
  price: z.nullable(z.object({ bands: z.array(PriceBand).check(z.maxLength(10)) })),
  pictures: z.nullable(z.array(PicturePrice).check(z.minLength(1), z.maxLength(20))),
  contextTokens: z.nullable(Tokens),
});
export type ModelFigures = z.infer<typeof ModelFigures>;

/** What the catalog says of a model, and what an admin said in its place. */
export const ModelFacts = z.object({
  model: z.string(),
  /** It makes pictures. */
  draws: z.boolean(),
  catalog: z.object({
    ...ModelFigures.shape,
    /** Of the prices: of which day (`2026-11-21`), and from where. */
    asOf: z.nullable(z.string()),
    source: z.nullable(z.string()),
  }),
  /** In it null is what the catalog says. */
  set: z.nullable(z.object({ ...ModelFigures.shape, at: z.int(), by: z.nullable(z.string()) })),
});
export type ModelFacts = z.infer<typeof ModelFacts>;
