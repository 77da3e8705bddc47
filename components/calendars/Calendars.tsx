'use client';
import { CalendarDays, Plus } from 'lucide-react';
import { useState } from 'react';
import { AGENT_COLOURS } from '../../shared/agentLooks.ts';
import { useT } from '../i18n/useT.ts';
import { useMyPreferences } from '../settings/useMyPreferences.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { CalendarCard } from './CalendarCard.tsx';
import { CalendarForm } from './CalendarForm.tsx';
import { useCalendars } from './useCalendars.ts';

/** The calendars a person has subscribed to, and what agents that others ask may tell of them. */
export function Calendars() {
  const t = useT('calendars');
  const { calendars, failure, reload, put, drop } = useCalendars();
  const [preferences, prefer] = useMyPreferences();
  const [adding, setAdding] = useState(false);
  const end = () => {
    setAdding(false);
  };
  const add = (
    <Button
      onClick={() => {
        setAdding(true);
      }}
    >
      <Plus aria-hidden size={18} />
      {t('add')}
    </Button>
  );
  const unused = AGENT_COLOURS.find((colour) => !calendars?.some((calendar) => calendar.colour === colour));
  return (
    <>
      <p className="text-muted">{t('text')}</p>
      {failure && <FailedLoad failure={failure} onRetry={reload} />}
      {!calendars && !failure && <Skeleton label={t('loading')} rows={3} />}
      {calendars?.length === 0 && !adding && (
        <EmptyState
          picture={<CalendarDays aria-hidden size={40} className="text-muted" />}
          title={t('none')}
          text={t('noneText')}
        >
          {add}
        </EmptyState>
      )}
      {calendars && calendars.length > 0 && (
        <ul role="list" aria-label={t('title')} className="flex flex-col gap-3">
          {calendars.map((calendar) => (
            <li key={calendar.id}>
              <CalendarCard calendar={calendar} onChange={put} onRemoved={drop} />
            </li>
          ))}
        </ul>
      )}
      {calendars && adding && (
        <CalendarForm
          calendar={null}
          colour={unused ?? 'blue'}
          onDone={(calendar) => {
            end();
            put(calendar);
          }}
          onCancel={end}
        />
      )}
      {calendars && calendars.length > 0 && !adding && <div>{add}</div>}
      {calendars && (
        <Switch
          label={t('share')}
          hint={t('shareHint')}
          checked={preferences.shareBusy === true}
          onChange={(shareBusy) => {
            prefer({ shareBusy });
          }}
        />
      )}
    </>
  );
}
