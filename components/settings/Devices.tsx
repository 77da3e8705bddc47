'use client';
import { CircleHelp, LogOut, type LucideIcon, Monitor, Smartphone, Tablet } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useFormatter, useNow } from 'use-intl/react';
import type { Failure } from '../../shared/reply.ts';
import type { Device, SignedInDevice } from '../../shared/session.ts';
import { useAct } from '../contacts/useAct.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { showToast } from '../ui/toasts.ts';

const icons: Record<Device['kind'], LucideIcon> = {
  phone: Smartphone,
  tablet: Tablet,
  computer: Monitor,
  unknown: CircleHelp,
};

/** Within this a device counts as there. */
const ACTIVE_MS = 120_000;

type Ending = { kind: 'one'; session: SignedInDevice } | { kind: 'others' };

/** Where I am signed in: each can be signed out from here. */
export function Devices() {
  const t = useT('devices');
  const words = useT('ui');
  const deviceName = useDeviceName();
  const act = useAct();
  const { sessions, failure, reload } = useDevices();
  const [ending, setEnding] = useState<Ending | null>(null);
  const [busy, setBusy] = useState(false);
  if (failure) return <FailedLoad failure={failure} onRetry={() => void reload()} />;
  if (!sessions) return <Skeleton label={words('loading')} rows={3} />;
  const here = sessions.filter((session) => session.current);
  const others = sessions.filter((session) => !session.current);

  const end = async () => {
    if (!ending) return;
    setBusy(true);
    const done = await act('session:end', { sessionId: ending.kind === 'one' ? ending.session.id : null });
    setBusy(false);
    setEnding(null);
    if (done) showToast({ text: t('ended') });
    await reload();
  };
  const asked = ending?.kind === 'one' ? deviceName(ending.session.device) : '';
  return (
    <>
      <p className="text-muted">{t('intro')}</p>
      <section>
        <h2 className="mb-1 font-semibold">{t('thisDevice')}</h2>
        <ul role="list" aria-label={t('thisDevice')}>
          {here.map((session) => (
            <DeviceRow key={session.id} session={session} />
          ))}
        </ul>
      </section>
      <section>
        <h2 className="mb-1 font-semibold">{t('otherDevices')}</h2>
        {others.length === 0 ? (
          <p className="text-muted">{t('noOthers')}</p>
        ) : (
          <ul role="list" aria-label={t('otherDevices')} className="flex flex-col gap-1">
            {others.map((session) => (
              <DeviceRow
                key={session.id}
                session={session}
                onEnd={() => {
                  setEnding({ kind: 'one', session });
                }}
              />
            ))}
          </ul>
        )}
      </section>
      {others.length > 1 && (
        <Button
          kind="danger"
          className="self-start"
          onClick={() => {
            setEnding({ kind: 'others' });
          }}
        >
          <LogOut aria-hidden size={18} />
          {t('endAll')}
        </Button>
      )}
      <Dialog
        open={ending !== null}
        role="alertdialog"
        size="narrow"
        title={ending?.kind === 'one' ? t('endTitle', { device: asked }) : t('endAllTitle')}
        description={t(ending?.kind === 'one' ? 'endText' : 'endAllText')}
        closeLabel={words('close')}
        onClose={() => {
          setEnding(null);
        }}
        footer={
          <>
            <Button
              onClick={() => {
                setEnding(null);
              }}
            >
              {words('cancel')}
            </Button>
            <Button kind="danger" busy={busy} onClick={() => void end()}>
              {t('end')}
            </Button>
          </>
        }
      />
    </>
  );
}

function DeviceRow({ session, onEnd }: { session: SignedInDevice; onEnd?: () => void }) {
  const t = useT('devices');
  const format = useFormatter();
  const now = useNow();
  const name = useDeviceName()(session.device);
  const Icon = icons[session.device.kind];
  const isActive = session.current || now.getTime() - session.lastSeenAt < ACTIVE_MS;
  return (
    <li className="flex min-h-14 items-center gap-3 py-1.5">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-disc text-on-disc">
        <Icon aria-hidden size={20} strokeWidth={1.9} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-sm text-muted">
          {isActive ? t('active') : t('lastSeen', { time: format.relativeTime(session.lastSeenAt, now) })}
          {' · '}
          {t('since', { date: format.dateTime(session.createdAt, { dateStyle: 'medium' }) })}
        </span>
      </span>
      {onEnd && (
        <Button size="small" aria-label={t('endNamed', { device: name })} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}

function useDeviceName(): (device: Device) => string {
  const t = useT('devices');
  return ({ browser, system }) => {
    if (browser !== '' && system !== '') return t('on', { browser, system });
    return browser + system === '' ? t('unknown') : browser + system;
  };
}

type State = { sessions: readonly SignedInDevice[] | null; failure: Failure | null };

function useDevices(): State & { reload: () => Promise<void> } {
  const waggle = useWaggle();
  const online = useWaggleState((state) => state.connection === 'online');
  const [state, setState] = useState<State>({ sessions: null, failure: null });
  const reload = useCallback(async () => {
    const reply = await waggle.command('session:list', {});
    setState((now) =>
      reply.ok
        ? { sessions: reply.data.sessions, failure: null }
        : { sessions: now.sessions, failure: now.sessions ? null : reply },
    );
  }, [waggle]);
  // Again when the connection is back: what was asked without one failed.
  useEffect(() => void reload(), [reload, online]);
  return { ...state, reload };
}
