import * as z from 'zod/mini';
import { ProviderId, ProviderState } from '../provider.ts';
import { clean } from '../text.ts';
import { Nothing } from './common.ts';

/** What may be asked of the providers of models. */
export const providerCommands = {
  'provider:list': { input: Nothing, output: z.object({ providers: z.array(ProviderState) }) },
  /** Admins only. A null key removes the stored one. */
  'provider:update': {
    input: z.object({
      providerId: ProviderId,
      key: z.nullable(z.string().check(clean, z.trim(), z.maxLength(500))),
      baseUrl: z.optional(z.nullable(z.string().check(clean, z.maxLength(500)))),
      models: z.optional(z.array(z.string().check(clean, z.maxLength(200))).check(z.maxLength(100))),
    }),
    output: z.object({ provider: ProviderState }),
  },
  'provider:test': { input: z.object({ providerId: ProviderId }), output: z.object({ provider: ProviderState }) },
} as const;
