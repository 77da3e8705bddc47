import ICAL from 'ical.js';
import { asUtc, DAY_MS, dayNumber, dayOfNumber } from '../time/civil.ts';
import { floating, icsTime, instantOf, wallOf, type IcsTime } from './icsTime.ts';
import type { CalendarText, Expansion, Occurrence, Range } from './occurrence.ts';

const MOST_CHARACTERS = 4_000_000;
const MOST_EVENTS = 20_000;
/** Of one event, from its first time on; some fifty years of every day. */
const MOST_REPEATS = 20_000;
const MOST_OCCURRENCES = 2_000;
/** More than any clock differs from Greenwich. */
const MARGIN_MS = 2 * DAY_MS;
const MOST_NOTES = 10;
const LONGEST_TEXT = 200;

/**
 * What a calendar holds in a range, with repetitions, exceptions and moved occurrences (RFC 5545). Bounded in what it
 * gives, but not in time: the parts of a rule can be such that the library looks for ever, so this runs where it can be
 * ended from outside.
 */
export function expandCalendar({ ics }: Pick<CalendarText, 'ics'>, range: Range): Expansion {
  if (ics.length > MOST_CHARACTERS) return { occurrences: [], notes: ['it is too large to be read'] };
  const notes = new Set<string>();
  let events: ICAL.Component[];
  try {
    events = calendarsIn(ics).flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  } catch (error) {
    return {
      occurrences: [],
      notes: [`it could not be read: ${words(error instanceof Error ? error.message : error)}`],
    };
  }
  if (events.length > MOST_EVENTS) notes.add(`only the first ${MOST_EVENTS} of its ${events.length} events were read`);
  const read = events.slice(0, MOST_EVENTS);
  const moved = movedTimes(read, range.zone);
  const occurrences: Occurrence[] = [];
  for (const event of read) {
    if (occurrences.length > MOST_OCCURRENCES) break;
    try {
      occurrences.push(...expandEvent(event, range, moved, notes));
    } catch (error) {
      notes.add(`an event could not be read: ${words(error instanceof Error ? error.message : error)}`);
    }
  }
  occurrences.sort((a, b) => a.start - b.start || a.end - b.end);
  if (occurrences.length > MOST_OCCURRENCES)
    notes.add(`only ${MOST_OCCURRENCES} of its events in this range were read`);
  return { occurrences: occurrences.slice(0, MOST_OCCURRENCES), notes: [...notes].slice(0, MOST_NOTES) };
}

function calendarsIn(ics: string): ICAL.Component[] {
  const parsed: unknown = ICAL.parse(ics);
  if (!Array.isArray(parsed)) throw new Error('no calendar in it');
  const calendars: unknown[] = typeof parsed[0] === 'string' ? [parsed] : parsed;
  return calendars
    .filter((calendar): calendar is unknown[] => Array.isArray(calendar))
    .map((calendar) => new ICAL.Component(calendar));
}

/** By the id of its event, each time that another event stands in for. */
function movedTimes(events: readonly ICAL.Component[], zone: string): Map<string, Set<number>> {
  const moved = new Map<string, Set<number>>();
  for (const event of events) {
    const property = event.getFirstProperty('recurrence-id');
    const value: unknown = property?.getFirstValue();
    if (!property || !(value instanceof ICAL.Time)) continue;
    const id = textOf(event, 'uid');
    const times = moved.get(id) ?? new Set();
    times.add(instantOf(icsTime(value, property, zone)));
    moved.set(id, times);
  }
  return moved;
}

function expandEvent(
  event: ICAL.Component,
  range: Range,
  moved: ReadonlyMap<string, ReadonlySet<number>>,
  notes: Set<string>,
): Occurrence[] {
  const property = event.getFirstProperty('dtstart');
  const value: unknown = property?.getFirstValue();
  if (!property || !(value instanceof ICAL.Time) || textOf(event, 'status') === 'CANCELLED') return [];
  const start = icsTime(value, property, range.zone);
  const length = lengthOf(event, start, range.zone);
  const title = words(textOf(event, 'summary')) || '(no title)';
  const common = {
    title,
    place: words(textOf(event, 'location')),
    allDay: start.allDay,
    busy: isBusy(event),
  };
  const occurrence = (at: IcsTime): Occurrence => {
    const from = instantOf(at);
    if (!at.allDay) return { ...common, start: from, end: from + length };
    const last = dayOfNumber(dayNumber(at.wall) + length);
    return { ...common, start: from, end: instantOf({ ...at, wall: { ...at.wall, ...last } }) };
  };
  const standsIn = event.getFirstProperty('recurrence-id') !== null;
  const gone = standsIn
    ? new Set<number>()
    : new Set([...(moved.get(textOf(event, 'uid')) ?? []), ...exceptions(event, range.zone)]);
  const found = new Map<number, Occurrence>();
  const take = (at: IcsTime): void => {
    const taken = occurrence(at);
    if (
      !gone.has(taken.start) &&
      taken.start < range.to &&
      (taken.end > range.from || (taken.end === taken.start && taken.start >= range.from))
    ) {
      found.set(taken.start, taken);
    }
  };
  take(start);
  if (standsIn) return [...found.values()];
  for (const extra of timesOf(event, 'rdate', range.zone)) take({ ...extra, allDay: start.allDay });
  let repeats = 0;
  for (const rule of rulesOf(event)) {
    endAsShown(rule, start);
    const iterator = rule.iterator(floating(start.wall, start.allDay));
    for (let next = nextOf(iterator); next; next = nextOf(iterator)) {
      const wall = wallOf(next);
      const shown = asUtc(wall);
      if (shown - MARGIN_MS > range.to) break;
      // What clocks show in the range is asked only for what may be in it, since that takes long.
      if (shown + (start.allDay ? length * DAY_MS : length) + MARGIN_MS > range.from) take({ ...start, wall });
      repeats += 1;
      if (repeats > MOST_REPEATS || found.size > MOST_OCCURRENCES) {
        notes.add(`"${title}" repeats too often to be followed to the end`);
        return [...found.values()];
      }
    }
  }
  return [...found.values()];
}

/** What is only tentative, or said not to take time, keeps nobody from anything else. */
function isBusy(event: ICAL.Component): boolean {
  const says = (name: string) => textOf(event, name).toUpperCase();
  if (says('transp') === 'TRANSPARENT' || says('status') === 'TENTATIVE') return false;
  return !['FREE', 'TENTATIVE'].includes(says('x-microsoft-cdo-busystatus'));
}

/** In days for whole days, else in milliseconds. */
function lengthOf(event: ICAL.Component, start: IcsTime, zone: string): number {
  const property = event.getFirstProperty('dtend');
  const end: unknown = property?.getFirstValue();
  const duration: unknown = event.getFirstPropertyValue('duration');
  if (property && end instanceof ICAL.Time) {
    const time = icsTime(end, property, zone);
    if (start.allDay) return Math.max(1, dayNumber(time.wall) - dayNumber(start.wall));
    return Math.max(0, instantOf(time) - instantOf(start));
  }
  const seconds = duration instanceof ICAL.Duration ? Math.max(0, duration.toSeconds()) : 0;
  return start.allDay ? Math.max(1, Math.round(seconds / 86_400)) : seconds * 1000;
}

function rulesOf(event: ICAL.Component): ICAL.Recur[] {
  return event
    .getAllProperties('rrule')
    .map((property): unknown => property.getFirstValue())
    .filter((rule) => rule instanceof ICAL.Recur);
}

/** The end of a rule as the wall shows it, since that is what is counted along. */
function endAsShown(rule: ICAL.Recur, start: IcsTime): void {
  const until: unknown = rule.until;
  if (!(until instanceof ICAL.Time)) return;
  const wall = wallOf(until);
  if (start.allDay) rule.until = floating(wall, true);
  else if (until.isDate) rule.until = floating({ ...wall, hour: 23, minute: 59, second: 59 }, false);
  else if (until.zone === ICAL.Timezone.utcTimezone) {
    rule.until = floating(
      start.clocks.wall(Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)),
      false,
    );
  }
}

function nextOf(iterator: { next(): unknown }): ICAL.Time | undefined {
  const next = iterator.next();
  return next instanceof ICAL.Time ? next : undefined;
}

function exceptions(event: ICAL.Component, zone: string): number[] {
  return timesOf(event, 'exdate', zone).map(instantOf);
}

function timesOf(event: ICAL.Component, name: 'exdate' | 'rdate', zone: string): IcsTime[] {
  return event.getAllProperties(name).flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      const time: unknown = value instanceof ICAL.Period ? value.start : value;
      return time instanceof ICAL.Time ? [icsTime(time, property, zone)] : [];
    }),
  );
}

function textOf(component: ICAL.Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : '';
}

/** One line, not too long, of what shows. */
function words(text: unknown): string {
  const line = String(text)
    .slice(0, LONGEST_TEXT * 4)
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}
