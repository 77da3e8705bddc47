import * as z from 'zod/mini';

export const ProviderId = z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[a-z0-9-]+$/));
export type ProviderId = z.infer<typeof ProviderId>;

/** Where a provider's key comes from; keys set by the environment can't be changed in the interface. */
export const KeySource = z.enum(['none', 'environment', 'stored', 'not-needed']);
export type KeySource = z.infer<typeof KeySource>;

export const Reachability = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('reachable'), at: z.int(), models: z.array(z.string()) }),
  z.object({ kind: z.literal('unreachable'), at: z.int(), failure: z.string(), detail: z.string() }),
]);
export type Reachability = z.infer<typeof Reachability>;

/** A price that is known as of a day (`2026-11-21`) long ago. */
export const StalePrice = z.object({ model: z.string(), asOf: z.string() });
export type StalePrice = z.infer<typeof StalePrice>;

/** A provider as the *Models* page shows it. A key itself never leaves the server. */
export const ProviderState = z.object({
  id: ProviderId,
  name: z.string(),
  configured: z.boolean(),
  keySource: KeySource,
  /** Null where the vendor's own address is used. */
  baseUrl: z.nullable(z.string()),
  reachability: Reachability,
  lastError: z.nullable(z.object({ at: z.int(), failure: z.string(), detail: z.string() })),
  models: z.array(z.string()),
  /** Of its models; absent where there are none. */
  stalePrices: z.optional(z.array(StalePrice)),
});
export type ProviderState = z.infer<typeof ProviderState>;
