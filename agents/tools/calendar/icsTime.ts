import ICAL from 'ical.js';
import { asUtc, type Day, type Wall, wallOfUtc } from '../time/civil.ts';
import { placeInZone, wallAt, zoneNamed } from '../time/zone.ts';

/** How the clocks go where an event is. */
type Clocks = { at(wall: Wall): number; wall(at: number): Wall };
/** A time of a calendar: a whole day, or what a wall shows somewhere. */
export type IcsTime = { allDay: boolean; wall: Wall; clocks: Clocks };

/**
 * What a property such as DTSTART says. A time zone is taken by its name where it is known, else as the file describes
 * it; `zone` is for times without one and for whole days.
 */
export function icsTime(value: ICAL.Time, property: ICAL.Property, zone: string): IcsTime {
  const wall = wallOf(value);
  if (value.isDate) return { allDay: true, wall, clocks: clocksOf(zone) };
  if (value.zone === ICAL.Timezone.utcTimezone) return { allDay: false, wall, clocks: clocksOf('UTC') };
  const given = property.getParameter('tzid');
  const named = typeof given === 'string' ? zoneNamed(given) : undefined;
  const described = value.zone;
  const clocks =
    named === undefined && described !== ICAL.Timezone.localTimezone
      ? clocksDescribed(described)
      : clocksOf(named ?? zone);
  return { allDay: false, wall, clocks };
}

export function instantOf({ allDay, wall, clocks }: IcsTime): number {
  return clocks.at(allDay ? { ...wall, hour: 0, minute: 0, second: 0, millisecond: 0 } : wall);
}

/** A time as ical.js repeats it: only what the wall shows. */
export function floating(wall: Wall, allDay: boolean): ICAL.Time {
  const { year, month, day, hour, minute, second } = wall;
  return ICAL.Time.fromData(
    allDay ? { year, month, day, isDate: true } : { year, month, day, hour, minute, second, isDate: false },
  );
}

export function wallOf({ year, month, day, hour, minute, second, isDate }: ICAL.Time): Wall {
  const date: Day = { year, month, day };
  // Through the calendar, so that the 31st of a short month or second 60 is some real time.
  if (isDate) return wallOfUtc(asUtc({ ...date, hour: 0, minute: 0, second: 0, millisecond: 0 }));
  return wallOfUtc(asUtc({ ...date, hour, minute, second, millisecond: 0 }));
}

function clocksOf(zone: string): Clocks {
  return {
    at: (wall) => placeInZone(wall, zone).at,
    wall: (at) => wallAt(at, zone),
  };
}

function clocksDescribed(zone: ICAL.Timezone): Clocks {
  const offset = (wall: Wall, of: ICAL.Timezone) => {
    const time = floating(wall, false);
    time.zone = of;
    return of.utcOffset(time) * 1000;
  };
  return {
    at: (wall) => asUtc(wall) - offset(wall, zone),
    // Close enough for the end of a repetition: the offset is that of the hour, not of the second.
    wall: (at) => wallOfUtc(at + offset(wallOfUtc(at + offset(wallOfUtc(at), zone)), zone)),
  };
}
