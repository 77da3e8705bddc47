import type { CalendarPort } from '../../agents/tools/calendar/people.ts';
import { calendarPeople } from '../store/calendarPeople.ts';
import type { Database } from '../store/database.ts';
import type { Calendars } from './calendars.ts';

type Parts = { database: Pick<Database, 'pool'>; calendars: Pick<Calendars, 'read'> };

/** Whose calendars agents may ask about in a run: of the people who are in the chat then. */
export function createCalendarPort(
  { database: { pool }, calendars }: Parts,
  { chatId, askedBy }: { chatId: string; askedBy: string },
): CalendarPort {
  return {
    async people() {
      const { kind, people } = await calendarPeople(pool, chatId);
      const asker = people.find(({ id }) => id === askedBy);
      if (asker === undefined) throw new Error('who asks is not in the chat');
      return { asker, members: people, isPrivate: kind === 'direct' && people.length === 1 };
    },
    async calendars(ids, signal) {
      const kept = await calendars.read(ids, signal);
      return kept.map(({ userId, text, stale }) => ({ ...text, ownerId: userId, note: stale }));
    },
  };
}
