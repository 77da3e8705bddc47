'use client';
import { useT } from '../i18n/useT.ts';
import { Notice } from '../ui/Notice.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { ProviderCard } from './ProviderCard.tsx';
import { useProviders } from './useProviders.ts';

/** Who serves the models: what is set up, whether it answers, and the keys. */
export function Models() {
  const t = useT('models');
  const { providers, failure, reload, put } = useProviders();
  const configured = providers?.filter((provider) => provider.configured) ?? [];
  const others = providers?.filter((provider) => !provider.configured) ?? [];
  const list = (shown: typeof configured, title: string) =>
    shown.length > 0 && (
      <section>
        <h2 className="mb-2 font-semibold">{title}</h2>
        <ul role="list" aria-label={title} className="flex flex-col gap-3">
          {shown.map((provider) => (
            <li key={provider.id}>
              <ProviderCard provider={provider} onChange={put} onPriced={reload} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <>
      <p className="text-muted">{t('text')}</p>
      {failure && <FailedLoad failure={failure} onRetry={reload} />}
      {!providers && !failure && <Skeleton label={t('loading')} rows={4} />}
      {providers && configured.length === 0 && <Notice kind="note">{t('demoOnly')}</Notice>}
      {list(configured, t('configured'))}
      {list(others, t('notConfigured'))}
    </>
  );
}
