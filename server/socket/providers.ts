import { type LocalModels, localModels } from '../providers/localModels.ts';
import type { Providers } from '../providers/providers.ts';
import type { Handlers } from './edge.ts';

type ProviderHandlers = Pick<Handlers, 'provider:list' | 'provider:update' | 'provider:test' | 'model:local'>;

export function providerHandlers(
  providers: Pick<Providers, 'list' | 'update' | 'test'> & LocalModels,
): ProviderHandlers {
  return {
    'provider:list': () => ({ providers: providers.list() }),
    'provider:update': async (input) => ({ provider: await providers.update(input) }),
    'model:local': () => localModels(providers),
    'provider:test': async ({ providerId }) => ({ provider: await providers.test(providerId) }),
  };
}
