import * as z from 'zod';
import type { Tool, ToolContext } from '../tool.ts';
import { addInZone, distanceInDays, distanceInZone, nextWeekday, workdays, type Distance } from './between.ts';
import { addDays, addMonths, asUtc, type Day, dayNumber, dayOfYear, isLeapYear, isoWeek, weekday } from './civil.ts';
import { parseDuration, parseMoment, writeDay, writeWall, type Moment } from './iso.ts';
import { offsetAt, placeInZone, wallAt, zoneNamed } from './zone.ts';

const Iso = z.string().trim().min(1).max(40);
const Zone = z.string().trim().min(1).max(64);
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const Question = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('now'), timeZones: z.array(Zone).max(10).optional() }),
  z.object({ ask: z.literal('convert'), at: Iso, timeZone: Zone.optional(), to: z.array(Zone).min(1).max(10) }),
  z.object({ ask: z.literal('difference'), from: Iso, to: Iso, timeZone: Zone.optional() }),
  z.object({ ask: z.literal('add'), to: Iso, duration: z.string().trim().min(2).max(60), timeZone: Zone.optional() }),
  z.object({ ask: z.literal('about'), date: Iso }),
  z.object({
    ask: z.literal('next'),
    weekday: z.enum(WEEKDAYS),
    after: Iso.optional(),
    count: z.int().min(1).max(20).optional(),
  }),
]);
type Question = z.infer<typeof Question>;

const Questions = z.object({ questions: z.array(Question).min(1).max(10) });
export type Questions = z.infer<typeof Questions>;

/** Something asked that has no answer, in words for the model. */
class Unanswerable extends Error {}

/** Dates, times of day and time zones. */
export function timeTool(): Tool<Questions> {
  return {
    name: 'time',
    about: [
      'Answers questions about dates and times; use it instead of working them out yourself. `questions` is a list of objects, each with `ask`:',
      '{"ask":"now","timeZones":["Asia/Tokyo"]} the time now (without timeZones where the person is)',
      '{"ask":"convert","at":"2026-03-01T09:00","timeZone":"Europe/Berlin","to":["America/New_York"]} one time in other zones',
      '{"ask":"difference","from":"2026-01-31","to":"2026-03-01"} years, months, days, workdays, totals',
      '{"ask":"add","to":"2026-01-31","duration":"P1M"} a duration of ISO 8601 (-P2W, P1Y2M3DT4H5M) later or earlier',
      '{"ask":"about","date":"2026-01-01"} weekday, ISO week, day of the year, leap year',
      '{"ask":"next","weekday":"friday","after":"2026-01-01","count":3} the next such weekdays (after today without `after`)',
      'Dates are ISO 8601 (2026-01-31, 2026-01-31T09:00, 2026-01-31T09:00+01:00), time zones IANA names; without one, that of the person who asks.',
    ].join('\n'),
    effect: 'read',
    input: Questions,
    limits: { timeMs: 5_000, characters: 10_000 },
    async run({ questions }, context) {
      let answered = 0;
      const answers = questions.map((question) => {
        try {
          const text = answer(question, context);
          answered += 1;
          return text;
        } catch (error) {
          if (!(error instanceof Unanswerable)) throw error;
          return `${question.ask}: ${error.message}`;
        }
      });
      const text = answers.join('\n');
      return answered > 0 ? { kind: 'done', text, fromOutside: false } : { kind: 'failed', failure: 'bad-input', text };
    },
  };
}

function answer(question: Question, context: ToolContext): string {
  switch (question.ask) {
    case 'now': {
      const zones = question.timeZones?.length ? question.timeZones : [context.timeZone];
      return zones.map((zone) => `Now in ${zone}: ${inZone(context.now(), known(zone))}`).join('\n');
    }
    case 'convert': {
      const { at, note } = instant(question.at, question.timeZone ?? context.timeZone);
      return [...question.to.map((zone) => `${question.at} is ${inZone(at, known(zone))} in ${zone}`), ...note].join(
        '\n',
      );
    }
    case 'difference':
      return difference(question.from, question.to, question.timeZone ?? context.timeZone);
    case 'add':
      return add(question.to, question.duration, question.timeZone ?? context.timeZone);
    case 'about':
      return about(dayOf(question.date));
    case 'next': {
      const after =
        question.after === undefined ? wallAt(context.now(), known(context.timeZone)) : dayOf(question.after);
      const first = nextWeekday(after, WEEKDAYS.indexOf(question.weekday) + 1);
      const days = Array.from({ length: question.count ?? 1 }, (_, week) => inCalendar(addDays(first, week * 7)));
      return `Next ${question.weekday} after ${writeDay(after)}: ${days.map(writeDay).join(', ')}`;
    }
  }
}

function difference(from: string, to: string, zone: string): string {
  const [a, b] = [moment(from), moment(to)];
  if (a.kind === 'day' && b.kind === 'day') {
    const days = dayNumber(b.day) - dayNumber(a.day);
    const [earlier, later] = days < 0 ? [b.day, a.day] : [a.day, b.day];
    const weeks = `${Math.floor(Math.abs(days) / 7)} weeks and ${Math.abs(days) % 7} days`;
    return `From ${from} to ${to}: ${distance(distanceInDays(a.day, b.day))}; in all ${days} days = ${weeks}, of which ${workdays(earlier, later)} are Mondays to Fridays (the later day not counted)`;
  }
  const [start, end] = [instant(from, zone), instant(to, zone)];
  const ms = end.at - start.at;
  const hours = Number((ms / 3_600_000).toFixed(4));
  return [
    `From ${from} to ${to} (${zone}): ${distance(distanceInZone(start.at, end.at, known(zone)))}; in all ${hours} hours = ${Number((ms / 60_000).toFixed(4))} minutes`,
    ...start.note,
    ...end.note,
  ].join('\n');
}

function distance({ forward, years, months, days, ms }: Distance): string {
  const parts = [
    [years, 'years'],
    [months, 'months'],
    [days, 'days'],
    [Math.floor(ms / 3_600_000), 'hours'],
    [Math.floor(ms / 60_000) % 60, 'minutes'],
    [Number(((ms % 60_000) / 1000).toFixed(3)), 'seconds'],
  ] as const;
  const said = parts
    .filter(([count]) => count !== 0)
    .map(([count, unit]) => `${count} ${count === 1 ? unit.slice(0, -1) : unit}`);
  return said.length === 0 ? 'the same' : `${said.join(', ')}${forward ? '' : ' earlier'}`;
}

function add(to: string, written: string, zone: string): string {
  const duration = parseDuration(written);
  if (!duration) throw new Unanswerable(`"${written}" is no duration of ISO 8601 such as P1M or -P2DT3H, or too long`);
  const start = moment(to);
  if (start.kind === 'day' && duration.ms === 0) {
    const day = inCalendar(addDays(addMonths(start.day, duration.months), duration.days));
    return `${to} and ${written}: ${writeDay(day)}, a ${dayName(day)}`;
  }
  const { at, note } = instant(to, zone);
  return [
    `${to} and ${written}: ${inZone(addInZone(at, duration, known(zone)), known(zone))} in ${zone}`,
    ...note,
  ].join('\n');
}

function about(day: Day): string {
  const { year, week } = isoWeek(day);
  const leap = isLeapYear(day.year) ? 'a leap year' : 'no leap year';
  return `${writeDay(day)} is a ${dayName(day)} in ISO week ${week} of ${year}, day ${dayOfYear(day)} of ${day.year}, which is ${leap}`;
}

function dayName(day: Day): string {
  const name = WEEKDAYS[weekday(day) - 1] ?? '';
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function moment(text: string): Moment {
  const parsed = parseMoment(text);
  if (!parsed) throw new Unanswerable(`"${text}" is no date or time of ISO 8601`);
  return parsed;
}

function dayOf(text: string): Day {
  const parsed = moment(text);
  return parsed.kind === 'day' ? parsed.day : parsed.wall;
}

/** When it is, in milliseconds, and what is odd about it. A day begins at midnight. */
function instant(text: string, zone: string): { at: number; note: readonly string[] } {
  const parsed = moment(text);
  if (parsed.kind === 'instant') return { at: asUtc(parsed.wall) - parsed.offsetMs, note: [] };
  const midnight = { hour: 0, minute: 0, second: 0, millisecond: 0 };
  const wall = parsed.kind === 'day' ? { ...parsed.day, ...midnight } : parsed.wall;
  const { at, how } = placeInZone(wall, known(zone));
  if (how === 'once') return { at, note: [] };
  const odd =
    how === 'skipped'
      ? 'does not exist there, clocks skip it; the time after is taken'
      : 'is twice there, clocks go back; the first is taken';
  return { at, note: [`Note: ${text} in ${zone} ${odd}`] };
}

function known(zone: string): string {
  const name = zoneNamed(zone);
  if (name === undefined) throw new Unanswerable(`"${zone}" is no time zone; use IANA names such as Europe/Berlin`);
  return name;
}

function inZone(at: number, zone: string): string {
  const wall = inCalendar(wallAt(at, zone));
  return `${writeWall(wall, offsetAt(at, zone))} (${dayName(wall)})`;
}

/** What can be written with four digits. */
function inCalendar<D extends Day>(day: D): D {
  if (!(day.year >= 1 && day.year <= 9999)) throw new Unanswerable('the result is not in the years 1 to 9999');
  return day;
}
