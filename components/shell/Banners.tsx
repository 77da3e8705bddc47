'use client';
import { CloudOff, RefreshCw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { loadNewest } from '../../client/installed.ts';
import { useT } from '../i18n/useT.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { useWaggleState } from './WaggleProvider.tsx';

/** A connection that takes no longer than this to come is not worth a word. */
const PATIENCE_MS = 1500;

/** Above everything: that there is no connection, or that there is a newer version. */
export function Banners() {
  const t = useT('shell');
  const connection = useWaggleState((state) => state.connection);
  const updateReady = useWaggleState((state) => state.updateReady);
  const connecting = useLasting(connection === 'connecting');
  return (
    <div role="status" aria-live="polite" className="shrink-0">
      {connection === 'offline' && (
        <Banner icon={<CloudOff aria-hidden size={16} className="shrink-0" />}>{t('offline')}</Banner>
      )}
      {connecting && <Banner icon={<Spinner />}>{t('connecting')}</Banner>}
      {connection === 'outdated' ? (
        <Banner icon={<RefreshCw aria-hidden size={16} className="shrink-0" />} reload>
          {t('outdated')}
        </Banner>
      ) : (
        updateReady && (
          <Banner icon={<RefreshCw aria-hidden size={16} className="shrink-0" />} reload>
            {t('update')}
          </Banner>
        )
      )}
    </div>
  );
}

function Banner({ icon, reload = false, children }: { icon: ReactNode; reload?: boolean; children: ReactNode }) {
  const words = useT('ui');
  return (
    <div className="flex min-h-9 items-center justify-center gap-2 border-b border-line bg-selected px-4 py-1 text-sm">
      {icon}
      <span>{children}</span>
      {reload && (
        <button
          type="button"
          onClick={() => {
            void loadNewest();
          }}
          className="min-h-7 rounded px-2 font-semibold text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11"
        >
          {words('reload')}
        </button>
      )}
    </div>
  );
}

function useLasting(on: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => {
      setLasting(true);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [on]);
  return on && lasting;
}
