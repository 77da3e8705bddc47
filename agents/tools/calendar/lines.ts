import { dayNumber, weekday } from '../time/civil.ts';
import { writeDay } from '../time/iso.ts';
import { wallAt } from '../time/zone.ts';
import type { Interval } from './free.ts';
import type { Occurrence } from './occurrence.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const SHOWN = 200;

/** What an event is, with the calendar it stands in. */
export function eventLine(event: Occurrence & { calendar: string }, zone: string): string {
  const place = event.place === '' ? '' : ` @ ${event.place}`;
  return `${when(event, zone, event.allDay)} ${event.title}${place} [${event.calendar}]${event.busy ? '' : ' (not busy)'}`;
}

/** Lines, as many as are read. */
export function cutLines(lines: readonly string[], most = SHOWN): string[] {
  return lines.length > most
    ? [...lines.slice(0, most), `${lines.length - most} more; ask for fewer days.`]
    : [...lines];
}

/** "Mon 2026-03-02 09:00-10:00", with the day of the end where it is another. */
export function when({ start, end }: Interval, zone: string, allDay: boolean): string {
  const [from, to] = [wallAt(start, zone), wallAt(allDay ? end - 1 : end, zone)];
  const day = (wall: typeof from) =>
    `${(WEEKDAYS[weekday(wall) - 1] ?? '').replace(/^(.)(..).*/, (_, a: string, b: string) => a.toUpperCase() + b)} ${writeDay(wall)}`;
  const time = (wall: typeof from) => `${String(wall.hour).padStart(2, '0')}:${String(wall.minute).padStart(2, '0')}`;
  const sameDay = dayNumber(from) === dayNumber(to);
  if (allDay) return sameDay ? `${day(from)} all day` : `${day(from)} to ${day(to)} all day`;
  return sameDay ? `${day(from)} ${time(from)}-${time(to)}` : `${day(from)} ${time(from)} to ${day(to)} ${time(to)}`;
}
