'use client';
import { CloudOff, RefreshCw } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { loadNewest } from '../../client/installed.ts';
import type { Connection } from '../../client/state.ts';
import { useT } from '../i18n/useT.ts';
import { cx } from '../ui/cx.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { useWaggle, useWaggleState } from './WaggleProvider.tsx';

/** A connection that takes no longer than this to come is not worth a word. */
const PATIENCE_MS = 1500;
/** Shorter than this nobody sees that something was tried. */
const SEEN_MS = 600;
const buttonClass =
  'min-h-7 shrink-0 rounded px-2 font-semibold text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11';

/** Above everything: that there is no connection, or that there is a newer version. */
export function Banners() {
  const t = useT('shell');
  const connection = useWaggleState((state) => state.connection);
  const updateReady = useWaggleState((state) => state.updateReady);
  const offline = useOffline(connection);
  const connecting = useLasting(connection === 'connecting' && !offline);
  return (
    <div role="status" aria-live="polite" className="shrink-0">
      {offline && <Offline connecting={connection === 'connecting'} />}
      {connecting && <Banner icon={<Spinner />}>{t('connecting')}</Banner>}
      {connection === 'outdated' ? (
        <Banner icon={<RefreshCw aria-hidden size={16} className="shrink-0" />} action={<Reload />}>
          {t('outdated')}
        </Banner>
      ) : (
        updateReady && (
          <Banner icon={<RefreshCw aria-hidden size={16} className="shrink-0" />} action={<Reload />}>
            {t('update')}
          </Banner>
        )
      )}
    </div>
  );
}

/** Stays the same, with its button, while a connection is tried: only the icon and what is read out tell of it. */
function Offline({ connecting }: { connecting: boolean }) {
  const t = useT('shell');
  const waggle = useWaggle();
  const [tried, setTried] = useState(0);
  const [trying, setTrying] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const cameFrom = useRef<EventTarget>(null);
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      // Back online the button goes, and the focus would with it.
      if (current === document.activeElement && cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    };
  }, []);
  const busy = trying || connecting;
  const handleTry = async () => {
    if (busy) return;
    setTrying(true);
    await Promise.all([
      waggle.reconnect(),
      new Promise((resolve) => {
        setTimeout(resolve, SEEN_MS);
      }),
    ]);
    setTrying(false);
    setTried((times) => times + 1);
  };
  return (
    <Banner
      icon={busy ? <Spinner /> : <CloudOff aria-hidden size={16} className="shrink-0" />}
      action={
        <button
          ref={button}
          type="button"
          aria-disabled={busy || undefined}
          onFocus={({ relatedTarget }) => {
            cameFrom.current = relatedTarget;
          }}
          onClick={() => void handleTry()}
          className={cx(buttonClass, 'aria-disabled:opacity-55')}
        >
          {t('tryNow')}
        </button>
      }
    >
      {t('offline')}
      <span className="sr-only">{busy ? t('connecting') : tried > 0 && t('stillOffline')}</span>
    </Banner>
  );
}

function Reload() {
  const words = useT('ui');
  return (
    <button
      type="button"
      onClick={() => {
        void loadNewest();
      }}
      className={buttonClass}
    >
      {words('reload')}
    </button>
  );
}

function Banner({ icon, action, children }: { icon: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-center gap-2 border-b border-line bg-selected px-4 py-1 text-sm">
      {icon}
      <span>{children}</span>
      {action}
    </div>
  );
}

/** Once there is no connection it stays so until there is one. */
function useOffline(connection: Connection): boolean {
  const [offline, setOffline] = useState(false);
  const is = connection === 'offline' || (offline && connection === 'connecting');
  if (is !== offline) setOffline(is);
  return is;
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
