import type { Preferences } from './preferences.ts';

type Quiet = Preferences['quiet'];

/** Whether these are hours without notifications at this moment; where both times are the same there are none. */
export function isQuiet(quiet: Quiet, now: number): boolean {
  if (quiet === null) return false;
  const minute = minuteOfDay(now, quiet.timeZone);
  if (minute === undefined) return false;
  const { from, to } = quiet;
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** Whether there is such a time zone here. */
export function isTimeZone(name: string): boolean {
  return minuteOfDay(0, name) !== undefined;
}

function minuteOfDay(at: number, timeZone: string): number | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0);
  } catch {
    return undefined;
  }
}
