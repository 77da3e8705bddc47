'use client';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useId, useState } from 'react';
import { useFormatter, useNow } from 'use-intl';
import { agentColours } from '../../shared/agentLooks.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { Button } from '../ui/Button.tsx';
import { showToast, showUndo } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { CalendarForm } from './CalendarForm.tsx';

export type CalendarCardProps = {
  calendar: Calendar;
  onChange: (calendar: Calendar) => void;
  onRemoved: (id: string) => void;
};

/** A calendar somebody has subscribed to: how it does, and what can be done with it. */
export function CalendarCard({ calendar, onChange, onRemoved }: CalendarCardProps) {
  const t = useT('calendars');
  const words = useT('ui');
  const failureText = useFailureText();
  const waggle = useWaggle();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [editing, setEditing] = useState(false);
  const { id: calendarId, name, colour, host, hint } = calendar;

  const refresh = async () => {
    setBusy(true);
    const reply = await waggle.command('calendar:refresh', { calendarId });
    setBusy(false);
    if (reply.ok) onChange(reply.data.calendar);
    else showToast({ kind: 'failure', text: failureText(reply) });
  };
  const remove = () => {
    onRemoved(calendarId);
    showUndo({
      text: t('removed', { name }),
      undoLabel: words('undo'),
      undo: () => {
        onChange(calendar);
      },
      commit: () => {
        void waggle.command('calendar:remove', { calendarId }).then((reply) => {
          if (reply.ok) return;
          onChange(calendar);
          showToast({ kind: 'failure', text: failureText(reply) });
        });
      },
    });
  };
  const endEditing = () => {
    setEditing(false);
  };

  if (editing) {
    return (
      <CalendarForm
        calendar={calendar}
        colour={colour}
        onDone={(changed) => {
          endEditing();
          onChange(changed);
        }}
        onCancel={endEditing}
      />
    );
  }
  return (
    <section
      aria-labelledby={id}
      style={agentColour(agentColours[colour])}
      className="flex flex-col gap-3 rounded-2xl border border-line bg-panel p-4"
    >
      <div className="flex items-start gap-3">
        <span aria-hidden className="mt-1.5 size-3.5 shrink-0 rounded-full bg-agent" />
        <div className="min-w-0 flex-1">
          <h2 id={id} className="font-semibold break-words">
            {name}
          </h2>
          <p className="text-sm break-all text-muted">
            {host} · {hint}
          </p>
        </div>
      </div>
      <State calendar={calendar} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" busy={busy} aria-label={t('refreshNamed', { name })} onClick={() => void refresh()}>
          {t('refresh')}
        </Button>
        <Button
          size="small"
          aria-label={t('editNamed', { name })}
          onClick={() => {
            setEditing(true);
          }}
        >
          {t('edit')}
        </Button>
        <Button size="small" kind="danger" aria-label={t('removeNamed', { name })} onClick={remove}>
          {t('remove')}
        </Button>
      </div>
    </section>
  );
}

function State({ calendar: { fetchedAt, failure } }: { calendar: Calendar }) {
  const t = useT('calendars');
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const when = fetchedAt === null ? null : format.relativeTime(Math.min(fetchedAt, now.getTime()), now);
  if (failure === null) {
    return (
      <p className="flex items-start gap-2 text-sm text-muted">
        <CircleCheck aria-hidden size={16} className="mt-px shrink-0 text-success" />
        {when === null ? t('never') : t('fetched', { when })}
      </p>
    );
  }
  return (
    <div>
      <p className="flex items-start gap-2 text-sm text-danger">
        <CircleAlert aria-hidden size={16} className="mt-px shrink-0" />
        {t(`failure.${failure}`)}
      </p>
      {when !== null && <p className="mt-1 ml-6 text-sm text-muted">{t('stale', { when })}</p>}
    </div>
  );
}
