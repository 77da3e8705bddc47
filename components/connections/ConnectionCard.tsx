'use client';
import { CircleAlert, CircleCheck, CircleHelp, KeyRound } from 'lucide-react';
import { useId, useState } from 'react';
import type { Connection } from '../../shared/connection.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Switch } from '../ui/Switch.tsx';
import { showToast, showUndo } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { ConnectionTools } from './ConnectionTools.tsx';

export type ConnectionCardProps = {
  connection: Connection;
  onChange: (connection: Connection) => void;
  onRemoved: (id: string) => void;
};

/** A connected server: how it does, whether it is trusted, and which of its tools agents may use. */
export function ConnectionCard({ connection, onChange, onRemoved }: ConnectionCardProps) {
  const t = useT('connections');
  const words = useT('ui');
  const failureText = useFailureText();
  const waggle = useWaggle();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const { id: connectionId, name, mine, trusted, changed, forWhom, address, kind, state } = connection;

  const ask = async (command: 'mcp:refresh' | 'mcp:update', input: { trusted?: boolean } = {}) => {
    setBusy(true);
    const reply = await waggle.command(command, { connectionId, ...input });
    setBusy(false);
    if (reply.ok) onChange(reply.data.connection);
    else showToast({ kind: 'failure', text: failureText(reply) });
  };
  const signIn = async () => {
    setBusy(true);
    const reply = await waggle.command('mcp:authorize', { connectionId });
    if (reply.ok) {
      window.location.assign(reply.data.url);
      return;
    }
    setBusy(false);
    showToast({ kind: 'failure', text: failureText(reply) });
  };
  const remove = () => {
    onRemoved(connectionId);
    showUndo({
      text: t('removed', { name }),
      undoLabel: words('undo'),
      undo: () => {
        onChange(connection);
      },
      commit: () => {
        void waggle.command('mcp:remove', { connectionId }).then((reply) => {
          if (reply.ok) return;
          onChange(connection);
          showToast({ kind: 'failure', text: failureText(reply) });
        });
      },
    });
  };

  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 rounded-2xl border border-line bg-panel p-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <h2 id={id} className="font-semibold break-words">
            {name}
          </h2>
          <p className="text-sm break-all text-muted">{address}</p>
          <p className="text-sm text-muted">{t(kind === 'stdio' ? 'program' : `for.${forWhom}`)}</p>
        </div>
        {mine && (
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              busy={busy}
              aria-label={t('refreshNamed', { name })}
              onClick={() => void ask('mcp:refresh')}
            >
              {t('refresh')}
            </Button>
            <Button size="small" kind="danger" aria-label={t('removeNamed', { name })} onClick={remove}>
              {t('remove')}
            </Button>
          </div>
        )}
      </div>
      <State connection={connection} />
      {connection.signedInBy === 'account' && <p className="text-sm text-muted">{t(`account.${forWhom}`)}</p>}
      {mine && state.kind === 'sign-in' && (
        <Button
          kind="primary"
          size="small"
          className="self-start"
          busy={busy}
          aria-label={t('signInNamed', { name })}
          onClick={() => void signIn()}
        >
          {t('signIn')}
        </Button>
      )}
      {changed > 0 && <Notice kind="note">{t('changed', { count: changed })}</Notice>}
      {mine && (
        <Switch
          label={t('trusted')}
          hint={t('trustedHint')}
          checked={trusted}
          disabled={busy}
          onChange={(on) => void ask('mcp:update', { trusted: on })}
        />
      )}
      {connection.tools > 0 && (
        <Button
          size="small"
          className="self-start"
          aria-expanded={open}
          aria-label={t('toolsNamed', { name })}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {t(open ? 'hideTools' : 'tools', { count: connection.tools })}
        </Button>
      )}
      {open && <ConnectionTools connection={connection} />}
    </section>
  );
}

function State({ connection: { state, tools } }: { connection: Connection }) {
  const t = useT('connections');
  switch (state.kind) {
    case 'unknown':
      return <Line icon={CircleHelp} className="text-muted" text={t('state.unknown')} />;
    case 'connected':
      return <Line icon={CircleCheck} className="text-success" text={t('state.connected', { count: tools })} />;
    case 'sign-in':
      return <Line icon={KeyRound} className="text-danger" text={t('state.signIn')} />;
    case 'failed':
      return (
        <div>
          <Line icon={CircleAlert} className="text-danger" text={t(`failure.${state.failure}`)} />
          {state.detail !== '' && <p className="mt-1 ml-6 font-mono text-xs break-words text-muted">{state.detail}</p>}
        </div>
      );
  }
}

function Line({ icon: Icon, className, text }: { icon: typeof CircleHelp; className: string; text: string }) {
  return (
    <p className={`flex items-start gap-2 text-sm ${className}`}>
      <Icon aria-hidden size={16} className="mt-px shrink-0" />
      {text}
    </p>
  );
}
