import type { Language } from '../../../run/language.ts';

const FRAME = /^\[outside ([\w-]+): [^\n]*\n/;

/** What a tool found, without the lines that say where words from outside begin and end. */
export function withoutFrame(text: string): string {
  const frame = FRAME.exec(text);
  if (frame === null) return text;
  const end = text.lastIndexOf(`\n[end of outside ${frame[1] ?? ''}]`);
  return text.slice(frame[0].length, end === -1 ? undefined : end);
}

/** Words from outside in one line that is nothing but words: no marks, no addresses, no citations of their own. */
export function plainLine(text: string, most: number): string {
  const line = text
    .replace(/(?:https?:\/\/|www\.)\S+/gi, '')
    .replace(/[*_`#|<>[\]~\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/, '')} …`;
}

/** Text as a block of code, which nothing in it can end. */
export function fenced(text: string, most: number): string {
  const shown = text.length <= most ? text : `${text.slice(0, most)}\n…`;
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}`;
}

/** A day as people write it, given as in 2026-12-24. */
export function dayInWords(day: string, language: Language, weekday = true): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const options = weekday ? { dateStyle: 'full' as const } : { dateStyle: 'long' as const };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}
