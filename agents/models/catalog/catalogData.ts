import * as z from 'zod';
import { Tier } from '../../../shared/contact.ts';
import { ImagePrice } from './imagePrice.ts';

/** `images` are read, `drawing` makes them. */
export const CAPABILITIES = ['tools', 'images', 'thinking', 'structured', 'caching', 'citations', 'drawing'] as const;
export type Capability = (typeof CAPABILITIES)[number];

const Day = z.iso.date();
const Tokens = z.int().positive();
const PerMillion = z.number().nonnegative();
const Id = z.string().regex(/^\S+$/, 'must be a name without spaces');

/**
 * US dollars per million tokens, which is millionths of a dollar per token, for prompts of up to `upTo` tokens (null: of
 * any length). Cached input and cache writes are null where they are not known.
 */
const Band = z.strictObject({
  upTo: Tokens.nullable(),
  input: PerMillion,
  output: PerMillion,
  cachedInput: PerMillion.nullable().default(null),
  cacheWrite: PerMillion.nullable().default(null),
});
export type Band = z.infer<typeof Band>;

/** Ascending, and nothing after a band without an end. Longer prompts than the last one's have no known price. */
const Bands = z
  .array(Band)
  .min(1)
  .refine((bands) => bands.every((band, at) => at === 0 || endOf(bands[at - 1]) < endOf(band)), {
    error: 'must be in ascending lengths of prompt',
  });

function endOf(band: Band | undefined): number {
  return band?.upTo ?? Number.POSITIVE_INFINITY;
}

/** Where a figure comes from and of which day it is. After the day of `until` it is no longer known. */
const KnownPrice = z.strictObject({ source: z.string().min(1), asOf: Day, until: Day.optional(), perMillion: Bands });
const FreePrice = z.strictObject({ free: z.literal(true) });

/** Null: not known, which is never the same as free. */
export const Price = z.union([KnownPrice, FreePrice]).nullable();
export type Price = z.infer<typeof Price>;

/** What is not said is not known. */
const Capabilities = z.partialRecord(z.enum(CAPABILITIES), z.boolean());
export type Capabilities = z.infer<typeof Capabilities>;

const PerMinute = z
  .strictObject({ requests: Tokens.nullable().default(null), tokens: Tokens.nullable().default(null) })
  .nullable()
  .default(null);

/** Whose protocol it speaks. */
const Dialect = z.enum(['anthropic', 'openai', 'compatible']);

export const ProviderData = z
  .strictObject({
    id: Id,
    name: z.string().min(1),
    dialect: Dialect,
    /** Null where the vendor's SDK knows it (anthropic, openai) or only the admin does. */
    baseUrl: z.url({ protocol: /^https?$/ }).nullable(),
    key: z.enum(['needed', 'optional', 'none']).default('optional'),
    /** Where a key is to be had. */
    keysAt: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    /** Usually runs on its owner's machine. */
    local: z.boolean().default(false),
    /** What its owner runs costs nothing by the token; only where it is local. */
    free: z.boolean().default(false),
    /** How ids end, in whatever case, of models that run elsewhere although the provider is local. */
    elsewhere: z.array(z.string().min(1).toLowerCase()).default(['-cloud', ':cloud']),
    /** What it lets through in a minute, of each model; null where it does not limit or nobody knows. */
    perMinute: PerMinute,
    notes: z.string().default(''),
  })
  .refine((provider) => provider.local || !provider.free, { error: 'only what is local can be free', path: ['free'] });
export type ProviderData = z.infer<typeof ProviderData>;

export const ModelData = z.strictObject({
  provider: Id,
  id: Id,
  /** Other ids of the same model. Dated ones (`…-20251001`, `…-2026-03-17`) need not be named. */
  aliases: z.array(Id).default([]),
  tier: Tier,
  /** What a prompt and its answer may have together, or the prompt alone where its provider counts so. */
  contextTokens: Tokens.nullable().default(null),
  outputTokens: Tokens.nullable().default(null),
  price: Price.default(null),
  /** Of what draws, for one picture. */
  imagePrice: ImagePrice.default(null),
  capabilities: Capabilities.default({}),
  /** In place of its provider's. */
  perMinute: PerMinute,
  notes: z.string().default(''),
});
export type ModelData = z.infer<typeof ModelData>;

/** The file as a whole; providers stand as the Models page shows them, models in order of preference within their tier. */
export const CatalogData = z.strictObject({
  currency: z.literal('USD'),
  /** Parts of ids of models that are offered beside the others but hold no conversation. */
  notForChat: z.array(z.string().min(1)).default([]),
  providers: z.array(ProviderData),
  models: z.array(ModelData),
});
export type CatalogData = z.infer<typeof CatalogData>;

/** What each entry says of others: its provider is there, and nobody else has its name. */
export function inconsistencies(catalog: CatalogData): { at: number; field: 'provider' | 'id'; problem: string }[] {
  const providers = new Set(catalog.providers.map((provider) => provider.id));
  const names = new Set<string>();
  return catalog.models.flatMap((model, at) => {
    const own = [model.id, ...model.aliases].map((id) => `${model.provider}/${id}`);
    const twice = own.find((name) => names.has(name));
    for (const name of own) names.add(name);
    return [
      ...(providers.has(model.provider)
        ? []
        : [{ at, field: 'provider' as const, problem: `there is no provider ${model.provider}` }]),
      ...(twice === undefined ? [] : [{ at, field: 'id' as const, problem: `${twice} is named twice` }]),
    ];
  });
}
