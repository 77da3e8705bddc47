import { daysAfter, datesIn } from './dates.ts';
import type { Asked, Wish } from './wish.ts';
import { zonesIn } from './cities.ts';

const LONGEST = 400;
const SHORT = 30;

const TIME =
  /\bwhat(?:'s|’s| is) the (?:local |current )?time\b|\btime is it\b|\bcurrent time\b|wie sp(?:ä|ae)t|wie ?viel uhr|uhrzeit/i;
const DATE =
  /\b(?:today(?:'|’)?s|current) date\b|\bwhat(?:'s|’s| is) the date\b|\b(?:what|which) (?:day|date) is (?:it|today)\b|welche[rsn]? (?:tag|datum)\b.{0,20}\b(?:ist heute|heute|haben wir)|heutige[s]? datum/i;
const WEEKDAY =
  /\b(?:what|which) (?:week)?day\b|\bday of the week\b|\b(?:calendar|iso) week\b|welche[rn]? (?:wochen)?tag|wochentag|kalenderwoche/i;
const SPAN =
  /\bhow (?:many|long)\b|\b(?:days?|weeks?)\s+(?:until|till|to|before|since|between)\b|wie ?viele?|wie lange|\b(?:tage?|wochen?)\s+(?:bis|seit|zwischen)\b/i;
const SINCE = /\bsince\b|\bseit\b/i;

const ASKS = /\b(?:what|which) (?:date|day)\b|\bwhen (?:is|was|will)\b|\bwann\b|\bdatum\b/i;

const NUMBERS: Readonly<Record<string, number>> = {
  ...{ one: 1, a: 1, an: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, einem: 1, einer: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7 },
  ...{ acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12 },
};
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:day|tag)/i, 'D'],
  [/^(?:week|woche)/i, 'W'],
  [/^(?:month|monat)/i, 'M'],
  [/^(?:year|jahr)/i, 'Y'],
];
const AMOUNT = String.raw`(?<amount>\d{1,4}|${Object.keys(NUMBERS).join('|')})\s+(?<unit>days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?)(?!\p{L})`;
const LATER = new RegExp(String.raw`(?<!\p{L})in\s+${AMOUNT}`, 'iu');
const EARLIER = new RegExp(String.raw`(?<!\p{L})(?:${AMOUNT}\s+ago)(?!\p{L})`, 'iu');
const EARLIER_DE = new RegExp(String.raw`(?<!\p{L})vor\s+${AMOUNT}`, 'iu');

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const GERMAN_DAYS = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'];
const NEXT = new RegExp(
  String.raw`(?:\bnext|\bcoming|\bnächste[rnm]?|\bkommende[rnm]?)\s+(${[...DAYS, ...GERMAN_DAYS].join('|')})`,
  'i',
);
const WHEN = /\bwhen\b|\bdate\b|\bwhat\b|\bwhich\b|\bwann\b|\bdatum\b|\bwelche/i;

/** What is asked about dates and times. What counts from today asks for the day first, as only the person's clock has it. */
export function times({ text, today }: Asked): Wish[] {
  if (text.length > LONGEST) return [];
  const known = today ?? '';
  const zones = TIME.test(text) || /\bwhat time\b/i.test(text) ? zonesIn(text) : [];
  const dates = datesIn(text, today);
  const duration = durationIn(text);
  const weekday = WHEN.test(text) ? weekdayIn(text) : null;
  const [first, second] = dates;
  const spans = SPAN.test(text) && first !== undefined;
  const between = spans && second !== undefined;
  const usesDates = spans || (first !== undefined && WEEKDAY.test(text));
  const needsToday =
    duration !== null || weekday !== null || (usesDates && dates.includes(null)) || (spans && !between);
  if (needsToday && today === null) return [question({ ask: 'now' }), ...nowIn(zones)];

  const asked: Record<string, unknown>[] = [];
  if (spans && first !== null && second !== null) {
    if (between) asked.push({ ask: 'difference', from: first, to: second });
    else if (SINCE.test(text)) asked.push({ ask: 'difference', from: first, to: known });
    else asked.push({ ask: 'difference', from: known, to: first });
  } else if (first !== undefined && WEEKDAY.test(text)) asked.push({ ask: 'about', date: first });
  if (duration !== null) asked.push({ ask: 'add', to: known, duration });
  if (weekday !== null) asked.push({ ask: 'next', weekday, after: known });
  if (asked.length === 0 && zones.length === 0 && (TIME.test(text) || DATE.test(text))) asked.push({ ask: 'now' });
  return [...asked.map(question), ...nowIn(zones)];
}

/** True where the request is a question about time, and not one about something else that names a time. */
export function asksForTime(text: string): boolean {
  return [TIME, DATE, WEEKDAY, SPAN, ASKS].some((cue) => cue.test(text)) || text.length <= SHORT;
}

/** When the calendar is asked about: from today on, for so many days. */
export function daysMeant(text: string, today: string): { from: string; to: string } {
  const [named] = datesIn(text, today);
  if (named !== undefined && named !== null) return { from: named, to: named };
  if (/\btomorrow\b|\bmorgen\b/i.test(text)) return { from: daysAfter(today, 1), to: daysAfter(today, 1) };
  if (/\btoday\b|\bheute\b/i.test(text)) return { from: today, to: today };
  const week = /\bnext week\b|nächste[rn]? woche/i.test(text);
  const from = week ? daysAfter(today, 8 - (new Date(`${today}T00:00:00Z`).getUTCDay() || 7)) : today;
  return { from, to: daysAfter(from, 6) };
}

/** Asks what day it is where the person is. */
export const TODAY: Wish = question({ ask: 'now' });

function question(one: Record<string, unknown>): Wish {
  return { name: 'time', input: { questions: [one] }, list: 'questions' };
}

function nowIn(timeZones: readonly string[]): Wish[] {
  return timeZones.length === 0 ? [] : [question({ ask: 'now', timeZones })];
}

/** A duration of ISO 8601. */
function durationIn(text: string): string | null {
  const later = LATER.exec(text)?.groups;
  const groups = later ?? EARLIER.exec(text)?.groups ?? EARLIER_DE.exec(text)?.groups;
  const amount = groups?.['amount']?.toLowerCase();
  const unit = UNITS.find(([word]) => word.test(groups?.['unit'] ?? ''))?.[1];
  if (amount === undefined || unit === undefined) return null;
  return `${later === undefined ? '-' : ''}P${NUMBERS[amount] ?? amount}${unit}`;
}

function weekdayIn(text: string): (typeof DAYS)[number] | null {
  const word = NEXT.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) return null;
  const at = GERMAN_DAYS.indexOf(word);
  return (at === -1 ? DAYS.find((day) => day === word) : DAYS[at]) ?? null;
}
