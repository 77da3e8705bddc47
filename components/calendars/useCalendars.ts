import { useCallback, useEffect, useState } from 'react';
import type { Calendar } from '../../shared/calendar.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

export type Calendars = {
  /** Null until they are there. */
  calendars: readonly Calendar[] | null;
  failure: Failure | null;
  reload: () => void;
  /** Puts a newer state of one into the list, or a new one at its end. */
  put: (calendar: Calendar) => void;
  drop: (id: string) => void;
};

const noIds: ReadonlySet<string> = new Set();

/** The person's calendars, also as other devices change them. */
export function useCalendars(): Calendars {
  const waggle = useWaggle();
  const [calendars, setCalendars] = useState<readonly Calendar[] | null>(null);
  const version = useWaggleState((state) => state.userVersion);
  /** Gone here, though the server may still have them: what was removed can be undone for a while. */
  const [dropped, setDropped] = useState(noIds);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('calendar:list', {});
    if (reply.ok) setCalendars(reply.data.calendars);
    setFailure(reply.ok ? null : reply);
  }, [waggle]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version may have others
  useEffect(() => void load(), [load, version]);
  return {
    calendars: calendars?.filter(({ id }) => !dropped.has(id)) ?? null,
    failure,
    reload: () => void load(),
    put: (calendar) => {
      setDropped((ids) => new Set([...ids].filter((id) => id !== calendar.id)));
      setCalendars((known) => {
        if (known === null) return known;
        const isThere = known.some(({ id }) => id === calendar.id);
        return isThere ? known.map((other) => (other.id === calendar.id ? calendar : other)) : [...known, calendar];
      });
    },
    drop: (id) => {
      setDropped((ids) => new Set([...ids, id]));
    },
  };
}
