import { addDays, addMonths, asUtc, DAY_MS, type Day, dayNumber, type Wall, weekday } from './civil.ts';
import type { Duration } from './iso.ts';
import { placeInZone, wallAt } from './zone.ts';

/** How far apart two moments are, as people count it; all parts have the sign of `forward`. */
export type Distance = { forward: boolean; years: number; months: number; days: number; ms: number };

/**
 * The calendar's part on the wall, the clock's part in real time, so that a day later is the same time of day, and 24
 * hours later are 24 hours, also when clocks change.
 */
export function addInZone(at: number, { months, days, ms }: Duration, zone: string): number {
  if (months === 0 && days === 0) return at + ms;
  const wall = wallAt(at, zone);
  return placeInZone({ ...wall, ...addDays(addMonths(wall, months), days) }, zone).at + ms;
}

/**
 * In whole years, months and days of a zone, and the rest in milliseconds. A month is over when its day comes again: from
 * January 31 to February 28 it is not yet.
 */
export function distanceInZone(from: number, to: number, zone: string): Distance {
  const forward = to >= from;
  const sign = forward ? 1 : -1;
  const [a, b] = [wallAt(from, zone), wallAt(to, zone)];
  const reached = (months: number, days: number) =>
    addInZone(from, { months: sign * months, days: sign * days, ms: 0 }, zone);
  const within = (at: number) => (forward ? at <= to : at >= to);
  let months = Math.max(0, sign * (b.year * 12 + b.month - a.year * 12 - a.month));
  const surpasses = (count: number) => {
    const past = a.year * 12 + a.month + sign * count - (b.year * 12 + b.month);
    return sign * (past === 0 ? a.day - b.day : past) > 0;
  };
  while (months > 0 && (surpasses(months) || !within(reached(months, 0)))) months -= 1;
  let days = Math.max(0, Math.ceil(Math.abs(asUtc(b) - asUtc(wallAt(reached(months, 0), zone))) / DAY_MS) + 1);
  while (days > 0 && !within(reached(months, days))) days -= 1;
  return {
    forward,
    years: Math.floor(months / 12),
    months: months % 12,
    days,
    ms: Math.abs(to - reached(months, days)),
  };
}

/** In whole years, months and days. */
export function distanceInDays(from: Day, to: Day): Distance {
  const noon = (day: Day): Wall => ({ ...day, hour: 12, minute: 0, second: 0, millisecond: 0 });
  return distanceInZone(asUtc(noon(from)), asUtc(noon(to)), 'UTC');
}

/** Mondays to Fridays from the one day to the day before the other. */
export function workdays(from: Day, to: Day): number {
  const [start, days] = [weekday(from), dayNumber(to) - dayNumber(from)];
  let count = Math.floor(days / 7) * 5;
  for (let past = 0; past < days % 7; past++) if ((start - 1 + past) % 7 < 5) count += 1;
  return count;
}

/** The first such weekday (Monday 1) after a day. */
export function nextWeekday(after: Day, wanted: number): Day {
  return addDays(after, ((wanted - weekday(after) + 6) % 7) + 1);
}
