/** For how long a budget counts: the whole of a run, or a day or month as the workspace's time zone has them. */
export type Period = 'run' | 'day' | 'month';

/** `key` names it, as in 2026-11-21; it ends where the next begins (milliseconds since 1970), a run's with the run. */
export type Window = { key: string; endsAt: number | null };

const HOUR_MS = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** The last one that was worked out, by time zone and period, and a moment from which on it is known to hold. */
const known = new Map<string, { from: number; window: { key: string; endsAt: number } }>();

/** The window that holds this moment. Throws a RangeError for a time zone that does not exist. */
export function windowOf(period: Period, now: number, timeZone: string): Window {
  if (period === 'run') return { key: 'run', endsAt: null };
  const name = `${timeZone} ${period}`;
  const last = known.get(name);
  if (last !== undefined && last.from <= now && now < last.window.endsAt) return last.window;
  const today = dateOf(now, timeZone);
  const window = { key: keyOf(today, period), endsAt: startOf(following(today, period), timeZone) };
  known.set(name, { from: now, window });
  return window;
}

/** When the day or month began that holds this moment; milliseconds since 1970. */
export function startOfWindow(period: Exclude<Period, 'run'>, now: number, timeZone: string): number {
  const today = dateOf(now, timeZone);
  return startOf(period === 'day' ? today : { ...today, day: 1 }, timeZone);
}

type Day = { year: number; month: number; day: number };

function dateOf(at: number, timeZone: string): Day {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.get('year') ?? 0, month: parts.get('month') ?? 0, day: parts.get('day') ?? 0 };
}

function keyOf({ year, month, day }: Day, period: 'day' | 'month'): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return period === 'day' ? `${year}-${two(month)}-${two(day)}` : `${year}-${two(month)}`;
}

function following({ year, month, day }: Day, period: 'day' | 'month'): Day {
  const next = new Date(period === 'day' ? Date.UTC(year, month - 1, day + 1) : Date.UTC(year, month, 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}

/**
 * The first moment of this date or a later one. It is searched for, since a day may begin at one o'clock, last 23 or 25
 * hours, or be left out, where clocks are changed.
 */
function startOf(day: Day, timeZone: string): number {
  const wanted = keyOf(day, 'day');
  const utc = Date.UTC(day.year, day.month - 1, day.day);
  // Clocks differ from UTC by at most 14 hours.
  let before = utc - 15 * HOUR_MS;
  let within = utc + 15 * HOUR_MS;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (keyOf(dateOf(middle, timeZone), 'day') < wanted) before = middle;
    else within = middle;
  }
  return within;
}
