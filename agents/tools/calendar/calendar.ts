import * as z from 'zod';
import type { Tool, ToolContext, ToolResult } from '../tool.ts';
import { addDays } from '../time/civil.ts';
import { parseMoment } from '../time/iso.ts';
import { placeInZone, startOfDay } from '../time/zone.ts';
import { expandApart } from './expandApart.ts';
import { busyTimes, freeTimes, type Interval, workingTimes } from './free.ts';
import { cutLines, eventLine, WEEKDAYS, when } from './lines.ts';
import type { Occurrence } from './occurrence.ts';
import type { CalendarPerson, CalendarPort, OwnedCalendar } from './people.ts';
import { type Sight, sightOf } from './sight.ts';
import { whoIsMeant } from './whoIsMeant.ts';

const MOST_DAYS = 370;
const MOST_PEOPLE = 20;
const SHOWN_FREE = 60;
/** Of all calendars together. */
const MOST_CHARACTERS = 16_000_000;
const READING_MS = 8_000;
const QUARTER_MS = 15 * 60_000;

const Iso = z.string().trim().min(10).max(40);
const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const Looking = z.object({
  action: z.enum(['events', 'free']),
  from: Iso.describe('First day, or time'),
  to: Iso.describe('Last day (included), or time'),
  people: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(MOST_PEOPLE)
    .optional()
    .describe('Names of people of this chat, "me" for the person who asks; that person alone without'),
  search: z.string().trim().min(1).max(100).optional().describe('events: words of the title or place'),
  minutes: z.int().min(5).max(1440).optional().describe('free: how long it has to be, 60 without'),
  pause: z.int().min(0).max(240).optional().describe('free: minutes before and after other events'),
  dayFrom: TimeOfDay.optional().describe('free: earliest time of day, 09:00 without'),
  dayTo: TimeOfDay.optional().describe('free: latest time of day, 17:00 without'),
  weekdays: z.array(z.enum(WEEKDAYS)).min(1).max(7).optional().describe('free: Monday to Friday without'),
});
export type Looking = z.infer<typeof Looking>;

/** What may be told of somebody, and what stands in their calendars. */
type Seen = { person: CalendarPerson; sight: 'titles' | 'busy'; events: (Occurrence & { calendar: string })[] };

/** Reads the calendars of people of the chat: what is on, and when there is time. */
export function calendarTool(port: CalendarPort): Tool<Looking> {
  return {
    name: 'calendar',
    about: [
      'Reads the calendars that people of this chat have subscribed to; it can change nothing in them. All times are in the time zone of the person who asks.',
      '{"action":"events","from":"2026-03-02","to":"2026-03-06","search":"review"} lists what is on for the person who asks; of others it tells only when they are busy.',
      '{"action":"free","from":"2026-03-02","to":"2026-03-06","people":["me","Ada"],"minutes":60,"dayFrom":"09:00","dayTo":"17:00"} lists the times that are long enough and free for all of them.',
      `At most ${MOST_DAYS} days at once, dates in ISO 8601.`,
    ].join('\n'),
    effect: 'read',
    input: Looking,
    limits: { timeMs: 40_000, characters: 20_000 },
    async run(input, context) {
      const range = rangeOf(input, context);
      if (typeof range === 'string') return failed('bad-input', range);
      const { asker, members, isPrivate } = await port.people();
      const isForAsker = isPrivate && input.people === undefined;
      const { people, unclear } = whoIsMeant(input.people ?? ['me'], members, asker);
      if (unclear.length > 0) {
        const names = members.map(({ name }) => name).join(', ');
        return naming('bad-input', `Not clear who this is: ${unclear.join(', ')}. In this chat are: ${names}.`);
      }
      const sights = new Map<string, Sight>();
      for (const person of people) {
        const isAskers = person.id === asker.id;
        const sight = sightOf({ isAskers, isPrivate, sharesBusy: person.sharesBusy, wants: input.action });
        sights.set(person.id, sight);
      }
      const hidden = people.filter(({ id }) => sights.get(id) === 'nothing');
      const told = people.filter(({ id }) => sights.get(id) !== 'nothing');
      const notes = hidden.map(
        ({ name }) => `${name} was left out: they have not allowed that others see when they are busy.`,
      );
      if (told.length === 0) return naming('not-allowed', notes.join('\n'));

      let owned: readonly OwnedCalendar[];
      try {
        owned = await port.calendars(
          told.map(({ id }) => id),
          context.signal,
        );
      } catch {
        return failed('unreachable', 'The calendars could not be fetched.');
      }
      if (owned.length === 0) return failed('not-found', noCalendar(told, asker));
      for (const person of told) {
        if (!owned.some(({ ownerId }) => ownerId === person.id)) {
          notes.push(`${person.name} was left out: they have subscribed to no calendar.`);
        }
      }
      const showsOwn = [...sights.values()].includes('ask') && (await allows(context));
      const read = await expanded(owned, { people: told, isForAsker, range, context });
      notes.push(...read.notes);
      const seen = told
        .filter(({ id }) => owned.some(({ ownerId }) => ownerId === id))
        .map((person): Seen => {
          const sight = sights.get(person.id);
          const titles = sight === 'titles' || (sight === 'ask' && showsOwn);
          return { person, sight: titles ? 'titles' : 'busy', events: read.events.get(person.id) ?? [] };
        });
      const lines =
        input.action === 'events' ? eventLines(seen, range, input, context) : freeLines(seen, range, input, context);
      if (typeof lines === 'string') return failed('bad-input', lines);
      return { kind: 'done', text: [...lines, ...notes].join('\n'), fromOutside: true } satisfies ToolResult;
    },
  };
}

function failed(failure: 'bad-input' | 'not-allowed' | 'not-found' | 'unreachable', text: string): ToolResult {
  return { kind: 'failed', failure, text };
}

/** The same with names of people, who say themselves what they are called. */
function naming(failure: Parameters<typeof failed>[0], text: string): ToolResult {
  return { ...failed(failure, text), fromOutside: true };
}

function noCalendar(people: readonly CalendarPerson[], asker: CalendarPerson): string {
  const alone = people.length === 1 && people[0]?.id === asker.id;
  return alone ? 'The person has subscribed to no calendar.' : 'None of them has subscribed to a calendar.';
}

/** Asks the person whether everybody here may read what is in their calendar; not so where they don't say. */
async function allows({ ask, language, waiting }: ToolContext): Promise<boolean> {
  if (ask === undefined) return false;
  const words =
    language === 'de'
      ? {
          message: 'Alle in diesem Chat können lesen, was ich antworte.',
          label: 'Zeigen, was in deinem Kalender steht, und nicht nur, wann du Zeit hast',
        }
      : {
          message: 'Everybody in this chat can read what I answer.',
          label: 'Show what is in your calendar, and not only when you are busy',
        };
  const over = waiting?.();
  try {
    const field = {
      kind: 'yes-no' as const,
      name: 'show',
      label: words.label,
      hint: '',
      required: false,
      preset: false,
    };
    const answer = await ask({ message: words.message, fields: [field] });
    return answer?.values?.show === true;
  } finally {
    over?.();
  }
}

/** `isForAsker`: only the person reads it whose calendars these are. */
type Reading = { people: readonly CalendarPerson[]; isForAsker: boolean; range: Interval; context: ToolContext };

async function expanded(
  owned: readonly OwnedCalendar[],
  { people, isForAsker, range, context }: Reading,
): Promise<{ events: Map<string, Seen['events']>; notes: string[] }> {
  const zones = new Map(people.map(({ id, timeZone }) => [id, timeZone]));
  const { readable, unread } = withinBounds(owned);
  const texts = readable.map(({ name, ics, ownerId }) => ({ name, ics, zone: zones.get(ownerId) ?? context.timeZone }));
  const read = await expandApart(
    texts,
    { from: range.start, to: range.end, zone: context.timeZone },
    { timeMs: READING_MS, signal: context.signal, progress: (share) => context.progress(share) },
  );
  const notes = new Set<string>();
  const note = ({ name, ownerId }: OwnedCalendar, what: string | null) => {
    if (what === null) return;
    const owner = people.find(({ id }) => id === ownerId)?.name ?? '';
    // What people call their calendars, and what stands in them, is not for others.
    notes.add(
      isForAsker
        ? `Note on the calendar "${name.slice(0, 80)}": ${what}.`
        : `Note: a calendar of ${owner} could not be read whole as it is now, they may be busy at other times too.`,
    );
  };
  for (const calendar of owned) note(calendar, calendar.note);
  for (const calendar of unread) note(calendar, 'it is too large to be read');
  const events = new Map<string, Seen['events']>();
  readable.forEach((calendar, at) => {
    const { occurrences = [], notes: said = [] } = read[at] ?? {};
    const before = events.get(calendar.ownerId) ?? [];
    const named = occurrences.map((event) => ({ ...event, calendar: calendar.name.slice(0, 80) }));
    events.set(calendar.ownerId, [...before, ...named]);
    for (const one of said) note(calendar, one);
  });
  return { events, notes: [...notes] };
}

/** As many as can be read at once; of those without any copy it is said already. */
function withinBounds(owned: readonly OwnedCalendar[]): { readable: OwnedCalendar[]; unread: OwnedCalendar[] } {
  const [readable, unread]: [OwnedCalendar[], OwnedCalendar[]] = [[], []];
  let characters = 0;
  for (const calendar of owned) {
    if (calendar.ics === '') continue;
    characters += calendar.ics.length;
    (characters > MOST_CHARACTERS ? unread : readable).push(calendar);
  }
  return { readable, unread };
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

function isTaken({ busy, start, end }: Occurrence): boolean {
  return busy && end > start;
}

/** What is on; of whom only that may be told, when they are busy, whatever words are looked for. */
function eventLines(seen: readonly Seen[], range: Interval, { search }: Looking, { timeZone }: ToolContext): string[] {
  const wanted = search?.toLowerCase();
  const several = seen.length > 1;
  const lines = seen.flatMap(({ person, sight, events }) => {
    const whose = several || sight === 'busy' ? `${person.name}: ` : '';
    if (sight === 'busy') {
      return busyTimes(events.filter(isTaken), range).map((time) => ({
        ...{ start: time.start, end: time.end },
        text: `${whose}${when(time, timeZone, false)} busy`,
      }));
    }
    return events
      .filter(({ title, place }) => wanted === undefined || `${title} ${place}`.toLowerCase().includes(wanted))
      .map((event) => ({ ...event, text: `${whose}${eventLine(event, timeZone)}` }));
  });
  if (lines.length === 0) return ['No events.'];
  lines.sort((a, b) => a.start - b.start || a.end - b.end);
  return cutLines(lines.map(({ text }) => text));
}

/** Times that are free for all, or what is wrong with what was asked. Whole days that are busy take the whole day. */
function freeLines(seen: readonly Seen[], range: Interval, input: Looking, context: ToolContext): string[] | string {
  const hours = {
    fromMinute: minuteOfDay(input.dayFrom ?? '09:00'),
    toMinute: minuteOfDay(input.dayTo ?? '17:00'),
    weekdays: (input.weekdays ?? WEEKDAYS.slice(0, 5)).map((name) => WEEKDAYS.indexOf(name) + 1),
  };
  if (hours.toMinute <= hours.fromMinute) return 'dayTo has to be later than dayFrom.';
  const soonest = Math.ceil(context.now() / QUARTER_MS) * QUARTER_MS;
  const times = workingTimes({ start: Math.max(range.start, soonest), end: range.end }, hours, context.timeZone);
  const busy = seen.flatMap(({ events }) => events.filter(isTaken));
  const free = freeTimes(times, busy, {
    lengthMs: (input.minutes ?? 60) * 60_000,
    pauseMs: (input.pause ?? 0) * 60_000,
  });
  const whom = seen.length > 1 ? [`Free for ${seen.map(({ person }) => person.name).join(', ')}:`] : [];
  if (free.length === 0) return [...whom, 'No free time that is long enough.'];
  return [
    ...whom,
    ...cutLines(
      free.map((time) => when(time, context.timeZone, false)),
      SHOWN_FREE,
    ),
  ];
}

function minuteOfDay(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}
