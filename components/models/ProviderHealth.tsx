'use client';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import { useFormatter, useNow } from 'use-intl/react';
import type { ProviderState } from '../../shared/provider.ts';
import { useT } from '../i18n/useT.ts';
import { OldPrices } from './OldPrices.tsx';

/** Whether a provider answers, or why not, what last went wrong, and its models. */
export function ProviderHealth({ provider, onPrices }: { provider: ProviderState; onPrices: (model: string) => void }) {
  const t = useT('models');
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const when = (at: number) => format.relativeTime(Math.min(at, now.getTime()), now);
  const { reachability, lastError, models, configured } = provider;
  if (!configured && reachability.kind === 'unknown') return null;
  const reach = () => {
    switch (reachability.kind) {
      case 'unknown':
        return (
          <p className="flex items-center gap-2 text-muted">
            <CircleHelp aria-hidden size={16} className="shrink-0" />
            {t('reach.unknown')}
          </p>
        );
      case 'reachable':
        return (
          <p className="flex items-center gap-2 text-success">
            <CircleCheck aria-hidden size={16} className="shrink-0" />
            {t('reach.reachable', { when: when(reachability.at) })}
          </p>
        );
      case 'unreachable':
        // What nobody set up is looked for in the usual place; that it is not there is no trouble.
        if (!configured) return <p className="text-muted">{t('notFound', { when: when(reachability.at) })}</p>;
        return (
          <Trouble
            title={t('reach.unreachable', { when: when(reachability.at) })}
            failure={reachability.failure}
            detail={reachability.detail}
          />
        );
    }
  };
  return (
    <div className="mt-3 flex flex-col gap-2 border-t border-line pt-3 text-sm">
      {reach()}
      {lastError && (
        <Trouble
          title={t('lastError', { when: when(lastError.at) })}
          failure={lastError.failure}
          detail={lastError.detail}
        />
      )}
      {provider.stalePrices && <OldPrices prices={provider.stalePrices} onOpen={onPrices} />}
      {models.length > 0 ? (
        <details className="group">
          <summary className="inline-flex min-h-6 list-none items-center rounded font-medium text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11">
            {t('modelCount', { count: models.length })}
          </summary>
          <ul role="list" className="mt-1 flex flex-wrap gap-1.5">
            {models.map((model) => (
              <li key={model} className="rounded-md bg-sunken px-2 py-0.5 font-mono text-xs">
                {model}
              </li>
            ))}
          </ul>
        </details>
      ) : (
        configured && <p className="text-muted">{t('modelCount', { count: 0 })}</p>
      )}
    </div>
  );
}

function Trouble({ title, failure, detail }: { title: string; failure: string; detail: string }) {
  const t = useT('models');
  const key = `failure.${failure}` as Parameters<typeof t.has>[0];
  return (
    <div className="flex items-start gap-2 text-danger">
      <CircleAlert aria-hidden size={16} className="mt-px shrink-0" />
      <div className="min-w-0">
        <p>{title}</p>
        <p className="text-ink">{t.has(key) ? t(key) : t('failure.internal')}</p>
        {detail !== '' && <p className="font-mono text-xs break-words text-muted">{detail}</p>}
      </div>
    </div>
  );
}
