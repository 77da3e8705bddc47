/** Shorter words of an address are no keys. */
const SHORTEST_KEY = 16;
/** Nobody writes a word with digits that is so long without a break. */
const SHORTEST_RANDOM = 12;
const BETWEEN = /[-_.~+=,:;/%]/;
const MOST_KEYS = 6;

/**
 * Where a calendar is to be fetched by what somebody typed: webcal:// means https. Null for what is no such address;
 * without https only where `allowPlain`, since whoever reads a private address on its way can read the calendar.
 */
export function calendarAddress(typed: string, { allowPlain = false } = {}): URL | null {
  const url = URL.parse(typed.trim().replace(/^webcals?:\/\//i, 'https://'));
  if (url === null || !(url.protocol === 'https:' || (allowPlain && url.protocol === 'http:'))) return null;
  if (url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return url;
}

/** What people may be shown of an address, by which they know it again: the host, and the file's name or its last signs. */
export function shownOf({ host, pathname }: URL): { host: string; hint: string } {
  const last = pathname.split('/').at(-1) ?? '';
  return { host, hint: /^[a-z]{1,12}(\.[a-z]{2,4})?$/i.test(last) ? last : `…${withoutEnding(last).slice(-4)}` };
}

/**
 * What of an address opens the calendar to whoever knows it: words that look like keys, else all of it. They are sought in
 * everything that agents write, for everybody: what is a word that people use is none.
 */
export function secretsIn({ host, pathname, search, searchParams }: URL): string[] {
  const words = [
    ...pathname.split('/'),
    ...[...searchParams].flatMap(([, value]) => [value, encodeURIComponent(value)]),
  ];
  const keys = words
    .map(withoutEnding)
    .filter(
      (word) => word.length >= SHORTEST_KEY && !/[\s@]|%40|%20/i.test(word) && word.split(BETWEEN).some(isRandom),
    );
  return keys.length > 0 ? [...new Set(keys)].slice(0, MOST_KEYS) : [`${host}${pathname}${search}`];
}

function isRandom(part: string): boolean {
  return part.length >= SHORTEST_RANDOM && /\d/.test(part);
}

function withoutEnding(word: string): string {
  return word.replace(/\.ics$/i, '');
}
