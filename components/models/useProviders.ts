import { useCallback, useEffect, useState } from 'react';
import type { ProviderState } from '../../shared/provider.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

export type Providers = {
  /** Null until they are there. */
  providers: readonly ProviderState[] | null;
  failure: Failure | null;
  reload: () => void;
  /** Puts a newer state of one provider into the list. */
  put: (provider: ProviderState) => void;
};

export function useProviders(): Providers {
  const waggle = useWaggle();
  const [providers, setProviders] = useState<readonly ProviderState[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('provider:list', {});
    if (reply.ok) setProviders(reply.data.providers);
    setFailure(reply.ok ? null : reply);
  }, [waggle]);
  useEffect(() => void load(), [load]);
  return {
    providers,
    failure,
    reload: () => void load(),
    put: (provider) => {
      setProviders((known) => known?.map((other) => (other.id === provider.id ? provider : other)) ?? null);
    },
  };
}
