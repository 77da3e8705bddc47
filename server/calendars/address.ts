/** Shorter words of an address are no keys, unless they look like nothing else. */
const SHORTEST_KEY = 16;
/** Nobody writes a word with digits that is so long without a break. */
const SHORTEST_RANDOM = 12;
/** Nor a shorter one that goes so often from small letters to capitals or digits. */
const MOST_CHANGES = 4;
/** Or somebody's mail address. */
const SEVERAL_WORDS = /[\s@]|%40|%20/i;
const BETWEEN = /[-_.~+=,:;/%]/;
const MOST_KEYS = 6;
/** Shorter texts are not sought (`agents/guard/redactor`), and are words. */
const SHORTEST_SOUGHT = 12;
/** Folders after which providers put a key, and names under which addresses have one. */
const BEFORE_KEYS =
  /^(?:private|priv|secret|shared?|published|public-calendars|feeds?|ical|ics|webcal|calendars?|subscriptions?|tokens?)$/i;
const KEY_NAMES = /key|token|secret|pass|auth|sig|hash|code|^(?:s|k|t|id|uid)$/i;

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
 * What of an address opens the calendar to whoever knows it. It is sought in everything that agents write, for everybody:
 * what is a word that people use is none. So words that look like keys are sought wherever they stand; others that stand
 * where keys do, only together with what stands before them; and where there is no key, the address as a whole.
 */
export function secretsIn({ host, pathname, search, searchParams }: URL): string[] {
  const folders = pathname.split('/');
  const values = [...searchParams].flatMap(([name, value]) =>
    [value, encodeURIComponent(value)].map((written) => ({ name, written })),
  );
  const keys = [...folders, ...values.map(({ written }) => written)].map(withoutEnding).filter(looksLikeKey);
  const placed = [
    ...folders.flatMap((folder, at) => {
      const [before = '', word] = [folders[at - 1], withoutEnding(folder)];
      if (/^private-./i.test(word)) return [word];
      return BEFORE_KEYS.test(before) && isNoWord(word) ? [`${before}/${word}`] : [];
    }),
    ...values.flatMap(({ name, written }) => (KEY_NAMES.test(name) && isNoWord(written) ? [`${name}=${written}`] : [])),
  ].filter((place) => place.length >= SHORTEST_SOUGHT && !keys.some((key) => place.includes(key)));
  const whole = keys.length > 0 || `${pathname}${search}` === '/' ? [] : [`${host}${pathname}${search}`];
  return [...new Set([...keys, ...placed])].slice(0, MOST_KEYS).concat(whole);
}

function looksLikeKey(word: string): boolean {
  if (SEVERAL_WORDS.test(word)) return false;
  const parts = word.split(BETWEEN);
  return (
    (word.length >= SHORTEST_KEY && parts.some((part) => part.length >= SHORTEST_RANDOM && /\d/.test(part))) ||
    parts.some((part) => part.length >= SHORTEST_RANDOM && changesIn(part) >= MOST_CHANGES)
  );
}

/** It has digits, or capitals amid it: names and languages have not. */
function isNoWord(word: string): boolean {
  return /\d|\p{Ll}\p{Lu}/u.test(word) && !/^\d{1,4}$/.test(word) && !SEVERAL_WORDS.test(word);
}

/** How often a sign is of another kind than the one before it. */
function changesIn(part: string): number {
  return (part.match(/\d(?=\D)|\D(?=\d)|\p{Ll}(?=\p{Lu})/gu) ?? []).length;
}

function withoutEnding(word: string): string {
  return word.replace(/\.ics$/i, '');
}
