import type { Calendar } from '../../shared/calendar.ts';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { Tell } from '../chat/tell.ts';
import type { Reach } from '../net/fetchPublic.ts';
import { Refusal } from '../refusal.ts';
import {
  addCalendar,
  calendarById,
  type CalendarRow,
  calendarsOf,
  changeCalendar,
  removeCalendar,
} from '../store/calendars.ts';
import type { Database } from '../store/database.ts';
import { raiseUser } from '../store/ownAgents.ts';
import { calendarAddress, shownOf } from './address.ts';
import type { Calendars } from './calendars.ts';
import { isJustLookedAt } from './freshness.ts';

/** So many one person may have. */
const MOST = 20;

/** What people see and change of the calendars they have subscribed to; throws Refusals. */
export interface CalendarSettings {
  list(userId: string): Promise<Calendar[]>;
  add(userId: string, input: CommandInput<'calendar:add'>): Promise<Calendar>;
  update(userId: string, input: CommandInput<'calendar:update'>): Promise<Calendar>;
  remove(userId: string, input: CommandInput<'calendar:remove'>): Promise<void>;
  refresh(userId: string, input: CommandInput<'calendar:refresh'>): Promise<Calendar>;
}

type Parts = {
  database: Pick<Database, 'prisma' | 'transaction'>;
  tell: Pick<Tell, 'userChanged'>;
  calendars: Pick<Calendars, 'look' | 'changed' | 'sealAddress'>;
  reach: Reach | undefined;
};

export function createCalendarSettings({ database, tell, calendars, reach }: Parts): CalendarSettings {
  const { prisma } = database;

  /** Lets the person's other devices look again. */
  async function changed(userId: string): Promise<void> {
    tell.userChanged({ userId, version: await database.transaction((tx) => raiseUser(tx, userId)) });
  }

  async function own(userId: string, id: string): Promise<CalendarRow> {
    const row = await calendarById(prisma, id, userId);
    if (row === undefined) throw noSuchCalendar();
    return row;
  }

  async function shown(userId: string, id: string): Promise<Calendar> {
    return calendarOf(await own(userId, id));
  }

  return {
    list: async (userId) => (await calendarsOf(prisma, [userId])).map(calendarOf),
    async add(userId, { name, colour, address }) {
      const url = calendarAddress(address, { allowPlain: reach?.anyPort === true });
      if (url === null) throw new Refusal('bad-input', 'This is no https address.', { reason: 'calendar-address' });
      if ((await calendarsOf(prisma, [userId])).length >= MOST) throw tooMany();
      const id = newId();
      await addCalendar(prisma, {
        ...{ id, userId, name, colour, ...shownOf(url) },
        sealed: calendars.sealAddress(id, url.href),
      });
      // Several may have been added at the same time.
      if ((await calendarsOf(prisma, [userId])).length > MOST) {
        await removeCalendar(prisma, id, userId);
        throw tooMany();
      }
      await calendars.changed();
      await calendars.look(await own(userId, id));
      await changed(userId);
      return shown(userId, id);
    },
    async update(userId, { calendarId, name, colour }) {
      await own(userId, calendarId);
      await changeCalendar(prisma, calendarId, {
        ...(name !== undefined && { name }),
        ...(colour !== undefined && { colour }),
      });
      await changed(userId);
      return shown(userId, calendarId);
    },
    async remove(userId, { calendarId }) {
      if (!(await removeCalendar(prisma, calendarId, userId))) throw noSuchCalendar();
      await calendars.changed();
      await changed(userId);
    },
    async refresh(userId, { calendarId }) {
      const row = await own(userId, calendarId);
      if (!isJustLookedAt(row, Date.now())) await calendars.look(row);
      await changed(userId);
      return shown(userId, calendarId);
    },
  };
}

function tooMany(): Refusal {
  return new Refusal('conflict', 'There are too many calendars.', { reason: 'calendars' });
}

function noSuchCalendar(): Refusal {
  return new Refusal('not-found', 'There is no such calendar.', { reason: 'calendar' });
}

function calendarOf({ id, name, colour, host, hint, fetchedAt, failure }: CalendarRow): Calendar {
  return { id, name, colour, host, hint, fetchedAt: fetchedAt?.getTime() ?? null, failure };
}
