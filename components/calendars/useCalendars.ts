import { useCallback, useEffect, useState } from 'react';
import type { Calendar } from '../../shared/calendar.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

export type Calendars = {
  /** Null until they are there. */
  calendars: readonly Calendar[] | null;
  failure: Failure | null;
  reload: () => void;
  /** Puts a newer state of one into the list, or a new one at its end. */
  put: (calendar: Calendar) => void;
  drop: (id: string) => void;
};

export function useCalendars(): Calendars {
  const waggle = useWaggle();
  const [calendars, setCalendars] = useState<readonly Calendar[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('calendar:list', {});
    if (reply.ok) setCalendars(reply.data.calendars);
    setFailure(reply.ok ? null : reply);
  }, [waggle]);
  useEffect(() => void load(), [load]);
  return {
    calendars,
    failure,
    reload: () => void load(),
    put: (calendar) => {
      setCalendars((known) => {
        if (known === null) return known;
        const isThere = known.some(({ id }) => id === calendar.id);
        return isThere ? known.map((other) => (other.id === calendar.id ? calendar : other)) : [...known, calendar];
      });
    },
    drop: (id) => {
      setCalendars((known) => known?.filter((other) => other.id !== id) ?? null);
    },
  };
}
