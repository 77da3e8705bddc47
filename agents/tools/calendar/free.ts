import { addDays, type Day, dayNumber, weekday } from '../time/civil.ts';
import { placeInZone, wallAt } from '../time/zone.ts';

/** From the one instant to before the other, in milliseconds since 1970. */
export type Interval = { start: number; end: number };

/** The times of day at which someone may be booked: minutes since midnight, weekdays from Monday 1 to Sunday 7. */
export type Hours = { fromMinute: number; toMinute: number; weekdays: readonly number[] };

/** The working hours of each day between two instants, by the clocks of a zone. */
export function workingTimes(
  { start, end }: Interval,
  { fromMinute, toMinute, weekdays }: Hours,
  zone: string,
): Interval[] {
  const times: Interval[] = [];
  const last = dayNumber(wallAt(end, zone));
  for (let day: Day = wallAt(start, zone); dayNumber(day) <= last; day = addDays(day, 1)) {
    if (!weekdays.includes(weekday(day))) continue;
    const open = Math.max(start, minuteOf(day, fromMinute, zone));
    const closed = Math.min(end, minuteOf(day, toMinute, zone));
    if (closed > open) times.push({ start: open, end: closed });
  }
  return times;
}

function minuteOf(day: Day, minute: number, zone: string): number {
  const date = minute === 1440 ? addDays(day, 1) : day;
  const { year, month, day: number } = date;
  return placeInZone(
    { year, month, day: number, hour: Math.floor(minute / 60) % 24, minute: minute % 60, second: 0, millisecond: 0 },
    zone,
  ).at;
}

/** What is left of `times` for something that long, with a pause before and after whatever is busy. */
export function freeTimes(
  times: readonly Interval[],
  busy: readonly Interval[],
  { lengthMs, pauseMs }: { lengthMs: number; pauseMs: number },
): Interval[] {
  const taken = busy
    .map(({ start, end }) => ({ start: start - pauseMs, end: end + pauseMs }))
    .sort((a, b) => a.start - b.start);
  const free: Interval[] = [];
  for (const time of times) {
    let from = time.start;
    for (const { start, end } of taken) {
      if (end <= from) continue;
      if (start >= time.end) break;
      if (start - from >= lengthMs) free.push({ start: from, end: start });
      from = Math.max(from, end);
    }
    if (time.end - from >= lengthMs) free.push({ start: from, end: time.end });
  }
  return free;
}

/** When anything takes up time, without telling how many things do: what touches is one. */
export function busyTimes(taken: readonly Interval[], { start, end }: Interval): Interval[] {
  const times: Interval[] = [];
  const within = taken
    .map((time) => ({ start: Math.max(start, time.start), end: Math.min(end, time.end) }))
    .filter((time) => time.end > time.start)
    .sort((a, b) => a.start - b.start);
  for (const time of within) {
    const last = times.at(-1);
    if (last !== undefined && time.start <= last.end) last.end = Math.max(last.end, time.end);
    else times.push({ ...time });
  }
  return times;
}
