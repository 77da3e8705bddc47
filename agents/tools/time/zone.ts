import { asUtc, DAY_MS, type Day, type Wall, wallOfUtc } from './civil.ts';

/** An instant for what a wall shows. `skipped`: clocks were put over it; `twice`: they showed it again an hour later. */
export type Placed = { at: number; how: 'once' | 'skipped' | 'twice' };

const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 100;

/** The platform's name of a time zone it knows. */
export function zoneNamed(name: string): string | undefined {
  try {
    return format(name).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(zone, made);
  return made;
}

/** Milliseconds that the clocks of a zone are ahead of Greenwich. */
export function offsetAt(at: number, zone: string): number {
  const parts = new Map(
    format(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
  const shown = asUtc({
    year,
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
    millisecond: 0,
  });
  return shown - Math.floor(at / 1000) * 1000;
}

export function wallAt(at: number, zone: string): Wall {
  return wallOfUtc(at + offsetAt(at, zone));
}

/**
 * When a wall in the zone shows this. What it shows twice is the earlier; what it never shows is as much later as the
 * clocks were put forward (as calendars do it: RFC 5545, section 3.3.5).
 */
export function placeInZone(wall: Wall, zone: string): Placed {
  const shown = asUtc(wall);
  const before = offsetAt(shown - DAY_MS, zone);
  const after = offsetAt(shown + DAY_MS, zone);
  const fits = [...new Set([shown - before, shown - after])]
    .filter((at) => at + offsetAt(at, zone) === shown)
    .sort((a, b) => a - b);
  const [first] = fits;
  if (first === undefined) return { at: shown - before, how: 'skipped' };
  return { at: first, how: fits.length > 1 ? 'twice' : 'once' };
}

/** The first instant of a day, which is not midnight everywhere. */
export function startOfDay(day: Day, zone: string): number {
  return placeInZone({ ...day, hour: 0, minute: 0, second: 0, millisecond: 0 }, zone).at;
}
