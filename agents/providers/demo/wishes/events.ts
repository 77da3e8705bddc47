import { datesIn, daysAfter } from './dates.ts';
import { TODAY } from './times.ts';
import type { Asked, Wish } from './wish.ts';

const EVENT =
  /\b(?:set up|create|make|add|plan|schedule|post)\b.{0,40}\b(?:event|meeting|appointment|lunch|call)\b|\b(?:lege?|trage?|plane?|erstelle?|setze?)\b.{0,40}\b(?:termin|event|treffen|besprechung|veranstaltung)/iu;
const TITLE = /["“„«]([^"“”„«»]{1,200})["”“»]/u;
/** As in “a meeting tomorrow at 14:30: Review”. */
const LAST = /:\s+([^:\n]{2,80}?)[.!]?\s*$/u;
const CLOCK = /\b(?:at|um)\s+(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?/iu;
const TOMORROW = /\btomorrow\b|\bmorgen\b/i;

/** An event that is asked for with its day. What counts from today asks for the day first. */
export function events({ text, language, today }: Asked): Wish[] {
  if (!EVENT.test(text)) return [];
  const [named] = datesIn(text, today);
  const relative = TOMORROW.test(text);
  if (named === undefined && !relative) return [];
  if (today === null && (relative || named === null)) return [TODAY];
  const day = relative && today !== null ? daysAfter(today, 1) : named;
  if (day === undefined || day === null) return [];
  const title = TITLE.exec(text)?.[1] ?? LAST.exec(text)?.[1] ?? (language === 'de' ? 'Termin' : 'Event');
  return [{ name: 'post_event', input: { title, starts: `${day}${clockIn(text)}` } }];
}

function clockIn(text: string): string {
  const match = CLOCK.exec(text);
  if (match === null) return '';
  const half = match[3]?.toLowerCase();
  const hour = (Number(match[1]) % (half === undefined ? 24 : 12)) + (half === 'pm' ? 12 : 0);
  return `T${String(hour).padStart(2, '0')}:${match[2] ?? '00'}`;
}
