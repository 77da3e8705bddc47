import { isDeepStrictEqual } from 'node:util';
import type { Round, ToolOffer } from '../../provider.ts';
import { calculations } from './calculations.ts';
import { charts } from './charts.ts';
import { events } from './events.ts';
import { understanding } from './health.ts';
import { polls } from './polls.ts';
import { projectFiles } from './projectFiles.ts';
import { programs } from './programs.ts';
import { questions } from './questions.ts';
import { documents, tables } from './tables.ts';
import { daysMeant, times, TODAY } from './times.ts';
import { pages, searches } from './web.ts';
import { type Asked, isDone, isOffered, type Wish } from './wish.ts';

const MOST_ROUNDS = 3;
const MOST_WISHES = 6;
const LONGEST_PROSE = 4_000;
const SOME_DAY = '2000-01-01';
const CALENDAR =
  /\bcalendar\b|\bmy (?:appointments?|meetings?)\b|\bam i (?:free|busy)\b|\bfree (?:time|slots?)\b|\bkalender\b|\bmeine termine\b|\bhabe ich (?:\p{L}+ )*(?:zeit|frei|termine)\b|\bsteht\b.*\ban\b/iu;
const FREE = /\bfree\b|\bfrei\b|\bzeit\b/i;

/** What the demo calls next: what its rules want, is offered, and was not called before; none at the end. */
export function nextWishes(asked: Asked, offers: readonly ToolOffer[], rounds: readonly Round[]): Wish[] {
  if (rounds.length >= MOST_ROUNDS) return [];
  return wanted(asked, offers).filter((wish) => !isDone(wish, rounds));
}

/** All that its rules want for a request, given what is known so far. What stands in it as code or data is left to one tool. */
function wanted(asked: Asked, offers: readonly ToolOffer[]): Wish[] {
  const offered = (wishes: readonly Wish[]) => wishes.filter((wish) => isOffered(wish, offers));
  const asking = offered(understanding(asked));
  if (asking.length > 0) return asking;
  const back = offered(questions(asked));
  if (back.length > 0) return back;
  const files = offered(projectFiles(asked));
  if (files.length > 0) return files;
  const drawn = offered(charts(asked));
  const shown = drawn.length > 0 ? drawn : offered(programs(asked));
  const data = [...shown, ...offered([...tables(asked), ...documents(asked)])];
  const prose = { ...asked, text: asked.text.replace(/```[\s\S]*?(?:```|$)/g, ' ').slice(0, LONGEST_PROSE) };
  const found = data.length > 0 ? [...data, ...offered(pages(prose))] : offered(proseWishes(prose, offered));
  const all = data.length > 0 ? found : [...found, ...offered(searches(prose, found.length === 0))];
  return all.filter((wish, at) => all.findIndex((one) => isDeepStrictEqual(one, wish)) === at).slice(0, MOST_WISHES);
}

function proseWishes(prose: Asked, offered: (wishes: readonly Wish[]) => Wish[]): Wish[] {
  const canPost = offered(events({ ...prose, today: prose.today ?? SOME_DAY })).length > 0;
  const posted = canPost ? offered(events(prose)) : [];
  if (posted.length > 0) return posted;
  const asked = offered(polls(prose));
  if (asked.length > 0) return asked;
  return [...calculations(prose), ...calendars(prose, offered), ...times(prose), ...pages(prose)];
}

/** As in “When can Ada, Grace and I meet next week?” */
const TOGETHER =
  /\bwhen (?:can|could|are) (.{1,120}?) (?:all )?(?:meet|free)\b|\bwann (?:können|könnten|haben) (.{1,120}?) (?:uns|sich|treffen|zeit|heute|morgen|nächste[nrs]?|diese[nrs]?)\b/iu;

function calendars({ text, today }: Asked, offered: (wishes: readonly Wish[]) => Wish[]): Wish[] {
  const together = peopleIn(TOGETHER.exec(text));
  if (together === null && !CALENDAR.test(text)) return [];
  const action = together !== null || FREE.test(text) ? 'free' : 'events';
  const people = together !== null && { people: together };
  const looks = offered([{ name: 'calendar', input: { action, ...daysMeant(text, today ?? SOME_DAY), ...people } }]);
  return looks.length > 0 && today === null ? [TODAY] : looks;
}

/** Names, of which “we” is none; null where nobody is named. */
function peopleIn(match: RegExpExecArray | null): string[] | null {
  const names = (match?.[1] ?? match?.[2] ?? '')
    .split(/,|\band\b|\bund\b|&/iu)
    .map((name) => name.replace(/\b(?:we|wir|uns)\b/giu, '').trim())
    .filter((name) => name !== '' && name.length <= 100);
  return names.length === 0 ? null : names.slice(0, 20);
}
