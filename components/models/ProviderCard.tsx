'use client';
import { lazy, Suspense, useId, useState } from 'react';
import type { ProviderState } from '../../shared/provider.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { showToast, showUndo } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { ProviderForm } from './ProviderForm.tsx';
import { ProviderHealth } from './ProviderHealth.tsx';

const Prices = lazy(() => import('./Prices.tsx').then((module) => ({ default: module.Prices })));

export type ProviderCardProps = {
  provider: ProviderState;
  onChange: (provider: ProviderState) => void;
  /** What its models cost is another. */
  onPriced: () => void;
};

/** One provider: how it does, a test, its key and address, and what its models cost. */
export function ProviderCard({ provider, onChange, onPriced }: ProviderCardProps) {
  const t = useT('models');
  const words = useT('ui');
  const failureText = useFailureText();
  const waggle = useWaggle();
  const id = useId();
  const [testing, setTesting] = useState(false);
  const [editing, setEditing] = useState(false);
  /** Which prices are shown: those of models with this in their name; null for none. */
  const [priced, setPriced] = useState<string | null>(null);
  const { name } = provider;

  const test = async () => {
    setTesting(true);
    const reply = await waggle.command('provider:test', { providerId: provider.id });
    setTesting(false);
    if (!reply.ok) {
      showToast({ kind: 'failure', text: failureText(reply) });
      return;
    }
    onChange(reply.data.provider);
    const good = reply.data.provider.reachability.kind === 'reachable';
    showToast({ kind: good ? 'note' : 'failure', text: t(good ? 'testGood' : 'testBad', { name }) });
  };
  const removeKey = () => {
    onChange({ ...provider, configured: false, keySource: 'none' });
    showUndo({
      text: t('keyRemoved', { name }),
      undoLabel: words('undo'),
      undo: () => {
        onChange(provider);
      },
      commit: () => {
        void waggle.command('provider:update', { providerId: provider.id, key: null }).then((reply) => {
          onChange(reply.ok ? reply.data.provider : provider);
          if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
        });
      },
    });
  };

  return (
    <section aria-labelledby={id} className="rounded-2xl border border-line bg-panel p-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <h3 id={id} className="font-semibold">
            {name}
          </h3>
          <p className="text-sm text-muted">{t(`keyFrom.${provider.keySource}`)}</p>
          {provider.baseUrl !== null && <p className="text-sm break-all text-muted">{provider.baseUrl}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          {provider.configured && (
            <Button size="small" busy={testing} aria-label={t('testNamed', { name })} onClick={() => void test()}>
              {t('test')}
            </Button>
          )}
          {provider.configured && (
            <Button
              size="small"
              aria-expanded={priced !== null}
              aria-label={t('prices.named', { name })}
              onClick={() => {
                setPriced(priced === null ? '' : null);
              }}
            >
              {t('prices.title')}
            </Button>
          )}
          <Button
            size="small"
            aria-expanded={editing}
            aria-label={t(provider.configured ? 'changeNamed' : 'setUpNamed', { name })}
            onClick={() => {
              setEditing(!editing);
            }}
          >
            {t(provider.configured ? 'change' : 'setUp')}
          </Button>
        </div>
      </div>
      <ProviderHealth provider={provider} onPrices={setPriced} />
      {priced !== null && (
        <Suspense fallback={null}>
          <Prices providerId={provider.id} text={priced} onText={setPriced} onChanged={onPriced} />
        </Suspense>
      )}
      {editing && (
        <ProviderForm
          provider={provider}
          onRemoveKey={
            provider.keySource === 'stored'
              ? () => {
                  setEditing(false);
                  removeKey();
                }
              : undefined
          }
          onSaved={(saved) => {
            setEditing(false);
            onChange(saved);
          }}
          onCancel={() => {
            setEditing(false);
          }}
        />
      )}
    </section>
  );
}
