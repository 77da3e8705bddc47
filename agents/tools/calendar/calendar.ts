import * as z from 'zod';
import type { Tool, ToolContext, ToolResult } from '../tool.ts';
import { addDays, dayNumber, weekday } from '../time/civil.ts';
import { parseMoment, writeDay } from '../time/iso.ts';
import { placeInZone, startOfDay, wallAt } from '../time/zone.ts';
import { expandApart } from './expandApart.ts';
import { freeTimes, type Interval, workingTimes } from './free.ts';
import type { CalendarText, Occurrence } from './occurrence.ts';

/** The calendars that the person who asks has subscribed to. */
export type CalendarPort = { calendars(): Promise<CalendarText[]> };

const MOST_DAYS = 370;
const SHOWN = 200;
const SHOWN_FREE = 60;
const READING_MS = 8_000;
const QUARTER_MS = 15 * 60_000;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const Iso = z.string().trim().min(10).max(40);
const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const Looking = z.object({
  action: z.enum(['events', 'free']),
  from: Iso.describe('First day, or time'),
  to: Iso.describe('Last day (included), or time'),
  search: z.string().trim().min(1).max(100).optional().describe('events: words of the title or place'),
  minutes: z.int().min(5).max(1440).optional().describe('free: how long it has to be, 60 without'),
  pause: z.int().min(0).max(240).optional().describe('free: minutes before and after other events'),
  dayFrom: TimeOfDay.optional().describe('free: earliest time of day, 09:00 without'),
  dayTo: TimeOfDay.optional().describe('free: latest time of day, 17:00 without'),
  weekdays: z.array(z.enum(WEEKDAYS)).min(1).max(7).optional().describe('free: Monday to Friday without'),
});
export type Looking = z.infer<typeof Looking>;

/** Reads the calendars of the person who asks: what is on, and when there is time. */
export function calendarTool({ calendars }: CalendarPort): Tool<Looking> {
  return {
    name: 'calendar',
    about: [
      'Reads the calendars the person has subscribed to; it can change nothing in them. All times are in the time zone of the person.',
      '{"action":"events","from":"2026-03-02","to":"2026-03-06","search":"review"} lists what is on.',
      '{"action":"free","from":"2026-03-02","to":"2026-03-06","minutes":60,"dayFrom":"09:00","dayTo":"17:00"} lists the times without any event that are long enough.',
      `At most ${MOST_DAYS} days at once, dates in ISO 8601.`,
    ].join('\n'),
    effect: 'read',
    input: Looking,
    limits: { timeMs: 20_000, characters: 20_000 },
    async run(input, context) {
      const range = rangeOf(input, context);
      if (typeof range === 'string') return { kind: 'failed', failure: 'bad-input', text: range };
      let texts: CalendarText[];
      try {
        texts = await calendars();
      } catch {
        return { kind: 'failed', failure: 'unreachable', text: 'The calendars could not be fetched.' };
      }
      if (texts.length === 0)
        return { kind: 'failed', failure: 'not-found', text: 'The person has subscribed to no calendar.' };
      const expanded = await expandApart(
        texts,
        { from: range.start, to: range.end, zone: context.timeZone },
        { timeMs: READING_MS, signal: context.signal, progress: (share) => context.progress(share) },
      );
      const named = expanded.map((one, at) => ({ ...one, name: texts[at]?.name.slice(0, 80) ?? '' }));
      const events = named.flatMap(({ name, occurrences }) =>
        occurrences.map((event) => ({ ...event, calendar: name })),
      );
      events.sort((a, b) => a.start - b.start || a.end - b.end);
      const notes = named.flatMap(({ name, notes: said }) =>
        said.map((note) => `Note on the calendar "${name}": ${note}.`),
      );
      const lines =
        input.action === 'events' ? eventLines(events, input, context) : freeLines(events, range, input, context);
      if (typeof lines === 'string') return { kind: 'failed', failure: 'bad-input', text: lines };
      return { kind: 'done', text: [...lines, ...notes].join('\n'), fromOutside: true } satisfies ToolResult;
    },
  };
}

/** The instants asked about, or what is wrong with them. */
function rangeOf({ from, to }: Looking, { timeZone }: ToolContext): Interval | string {
  const [start, end] = [instantOf(from, timeZone, 0), instantOf(to, timeZone, 1)];
  if (start === undefined || end === undefined) return 'from and to have to be dates of ISO 8601, such as 2026-03-02.';
  if (end <= start) return 'to has to be after from.';
  if (end - start > MOST_DAYS * 86_400_000) return `At most ${MOST_DAYS} days at once.`;
  return { start, end };
}

function instantOf(text: string, zone: string, daysLater: number): number | undefined {
  const moment = parseMoment(text);
  if (moment?.kind === 'day') return startOfDay(addDays(moment.day, daysLater), zone);
  if (moment?.kind === 'wall') return placeInZone(moment.wall, zone).at;
  if (!moment) return undefined;
  return placeInZone(moment.wall, 'UTC').at - moment.offsetMs;
}

function eventLines(
  all: readonly (Occurrence & { calendar: string })[],
  { search }: Looking,
  { timeZone }: ToolContext,
): string[] {
  const wanted = search?.toLowerCase();
  const events = all.filter(
    ({ title, place }) => wanted === undefined || `${title} ${place}`.toLowerCase().includes(wanted),
  );
  if (events.length === 0) return ['No events.'];
  const lines = events.slice(0, SHOWN).map((event) => {
    const place = event.place === '' ? '' : ` @ ${event.place}`;
    return `${when(event, timeZone, event.allDay)} ${event.title}${place} [${event.calendar}]${event.busy ? '' : ' (not busy)'}`;
  });
  return events.length > SHOWN ? [...lines, `${events.length - SHOWN} more; ask for fewer days.`] : lines;
}

/** Times that are free, or what is wrong with what was asked. Whole days that are busy take the whole day. */
function freeLines(
  events: readonly Occurrence[],
  range: Interval,
  input: Looking,
  context: ToolContext,
): string[] | string {
  const hours = {
    fromMinute: minuteOfDay(input.dayFrom ?? '09:00'),
    toMinute: minuteOfDay(input.dayTo ?? '17:00'),
    weekdays: (input.weekdays ?? WEEKDAYS.slice(0, 5)).map((name) => WEEKDAYS.indexOf(name) + 1),
  };
  if (hours.toMinute <= hours.fromMinute) return 'dayTo has to be later than dayFrom.';
  const soonest = Math.ceil(context.now() / QUARTER_MS) * QUARTER_MS;
  const times = workingTimes({ start: Math.max(range.start, soonest), end: range.end }, hours, context.timeZone);
  const busy = events.filter((event) => event.busy && event.end > event.start);
  const free = freeTimes(times, busy, {
    lengthMs: (input.minutes ?? 60) * 60_000,
    pauseMs: (input.pause ?? 0) * 60_000,
  });
  if (free.length === 0) return ['No free time that is long enough.'];
  const lines = free.slice(0, SHOWN_FREE).map((time) => when(time, context.timeZone, false));
  return free.length > SHOWN_FREE ? [...lines, `${free.length - SHOWN_FREE} more; ask for fewer days.`] : lines;
}

function minuteOfDay(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** "Mon 2026-03-02 09:00-10:00", with the day of the end where it is another. */
function when({ start, end }: Interval, zone: string, allDay: boolean): string {
  const [from, to] = [wallAt(start, zone), wallAt(allDay ? end - 1 : end, zone)];
  const day = (wall: typeof from) =>
    `${(WEEKDAYS[weekday(wall) - 1] ?? '').replace(/^(.)(..).*/, (_, a: string, b: string) => a.toUpperCase() + b)} ${writeDay(wall)}`;
  const time = (wall: typeof from) => `${String(wall.hour).padStart(2, '0')}:${String(wall.minute).padStart(2, '0')}`;
  const sameDay = dayNumber(from) === dayNumber(to);
  if (allDay) return sameDay ? `${day(from)} all day` : `${day(from)} to ${day(to)} all day`;
  return sameDay ? `${day(from)} ${time(from)}-${time(to)}` : `${day(from)} ${time(from)} to ${day(to)} ${time(to)}`;
}
