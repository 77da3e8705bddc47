import { useEffect, useState } from 'react';
import type { ProviderState } from '../../shared/provider.ts';
import { useT } from '../i18n/useT.ts';
import { OldPrices } from '../models/OldPrices.tsx';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Notice } from '../ui/Notice.tsx';

/** For admins: prices that these sums rest on and that somebody had better look at. */
export function StalePrices() {
  const t = useT('spending');
  const waggle = useWaggle();
  const [providers, setProviders] = useState<readonly ProviderState[]>([]);
  useEffect(() => {
    void waggle.command('provider:list', {}).then((reply) => {
      if (reply.ok) setProviders(reply.data.providers.filter(({ configured }) => configured));
    });
  }, [waggle]);
  const old = providers.flatMap(({ stalePrices = [] }) => stalePrices);
  if (old.length === 0) return null;
  return (
    <Notice kind="note">
      <p>{t('oldPrices')}</p>
      <OldPrices prices={old} />
    </Notice>
  );
}
