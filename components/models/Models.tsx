'use client';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { ProviderCard } from './ProviderCard.tsx';
import { useProviders } from './useProviders.ts';

/** Who serves the models: what is set up, whether it answers, and the keys. */
export function Models() {
  const t = useT('models');
  const words = useT('ui');
  const failureText = useFailureText();
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
              <ProviderCard provider={provider} onChange={put} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <>
      <p className="text-muted">{t('text')}</p>
      {failure && (
        <div className="flex flex-col items-start gap-3">
          <Notice kind="failure">{failureText(failure)}</Notice>
          <Button onClick={reload}>{words('tryAgain')}</Button>
        </div>
      )}
      {!providers && !failure && <Skeleton label={t('loading')} rows={4} />}
      {providers && configured.length === 0 && <Notice kind="note">{t('demoOnly')}</Notice>}
      {list(configured, t('configured'))}
      {list(others, t('notConfigured'))}
    </>
  );
}
