import { DAY_MS, type Day, daysInMonth, type Wall } from './civil.ts';

/** What ISO 8601 text says: a day, a wall clock somewhere, or an instant; the last with the offset it was written in. */
export type Moment =
  | { kind: 'day'; day: Day }
  | { kind: 'wall'; wall: Wall }
  | { kind: 'instant'; wall: Wall; offsetMs: number };

const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d{0,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DURATION =
  /^([+-])?P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10})(?:\.(\d{1,3}))?S)?)?$/i;

/** As long as the calendar that can be written. */
const LONGEST_YEARS = 10_000;

/** Undefined where it is no such text, or no such day or time. */
export function parseMoment(text: string): Moment | undefined {
  const match = MOMENT.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, date, hour, minute, second, fraction, zone] = match;
  const day = { year: Number(year), month: Number(month), day: Number(date) };
  if (day.year < 1 || day.month < 1 || day.month > 12) return undefined;
  if (day.day < 1 || day.day > daysInMonth(day.year, day.month)) return undefined;
  if (hour === undefined) return { kind: 'day', day };
  const wall = {
    ...day,
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? '').padEnd(3, '0')),
  };
  if (wall.hour > 23 || wall.minute > 59 || wall.second > 59) return undefined;
  if (zone === undefined) return { kind: 'wall', wall };
  const offsetMs = offsetOf(zone);
  return offsetMs === undefined ? undefined : { kind: 'instant', wall, offsetMs };
}

function offsetOf(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** All of it has the same sign. Weeks are among the days. */
export type Duration = { months: number; days: number; ms: number };

/** Undefined where it is no such text, or longer than the calendar. */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text.trim());
  if (!match || !/\d/.test(text) || /T$/i.test(text.trim())) return undefined;
  const [sign, years, months, weeks, days, hours, minutes, seconds] = [
    match[1],
    ...match.slice(2, 9).map((part) => Number(part || 0)),
  ];
  const of = (value: string | number | undefined) => (sign === '-' ? -1 : 1) * Number(value ?? 0) || 0;
  const milliseconds = Number((match[9] ?? '').padEnd(3, '0'));
  const duration = {
    months: of(years) * 12 + of(months),
    days: of(weeks) * 7 + of(days),
    ms: ((of(hours) * 60 + of(minutes)) * 60 + of(seconds)) * 1000 + of(milliseconds),
  };
  const tooLong = [duration.months / 12, duration.days / 365, duration.ms / DAY_MS / 365].some(
    (years) => Math.abs(years) > LONGEST_YEARS,
  );
  return tooLong ? undefined : duration;
}

export function writeDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** With seconds where there are any; `offsetMs` where it is known. */
export function writeWall(wall: Wall, offsetMs?: number): string {
  const fraction = wall.millisecond === 0 ? '' : `.${String(wall.millisecond).padStart(3, '0')}`;
  const seconds = wall.second === 0 && fraction === '' ? '' : `:${two(wall.second)}${fraction}`;
  return `${writeDay(wall)}T${two(wall.hour)}:${two(wall.minute)}${seconds}${offsetMs === undefined ? '' : writeOffset(offsetMs)}`;
}

function writeOffset(offsetMs: number): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const rest = seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`;
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${rest}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
