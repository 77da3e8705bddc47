import type { Flaw } from '../../../shared/flaw.ts';
import { type Citations, inventedMarks } from '../../tools/web/citations.ts';
import { asksForCode, asksForJson, asksToCall, hasCode, holdsJson } from './askedFor.ts';
import { declines, isOrdinary } from './declined.ts';
import { speaksAnother } from './otherLanguage.ts';
import { proseOf } from './prose.ts';
import { repeatsItself } from './repetition.ts';

/** An answer with what it is held against. */
export type Examined = {
  /** What its last turn says. */
  text: string;
  finish: 'complete' | 'length';
  /** The words of the request. */
  request: string;
  /** What else its agent was told to do, which may ask for a language or a form of its own. */
  instructions: readonly string[];
  /** What it may cite, by number. */
  citations: Citations;
  /** The names of what it could call, and of what it did call. */
  offered: readonly string[];
  called: readonly string[];
};

/**
 * The first thing that is wrong with an answer, as far as its own text shows; null where nothing is. Each check would
 * rather let a bad answer pass than hold up a good one, and reads the text a fixed number of times.
 */
export function flawIn({ text, finish, request, citations, ...more }: Examined): Flaw | null {
  if (saysNothing(text)) return 'empty';
  const prose = proseOf(text);
  if (repeatsItself(prose) && !/\b\d+ ?(?:times|mal|x)\b|repeat|wiederhol/i.test(request)) return 'repeats';
  if (finish === 'length') return 'cut-short';
  const isAble = more.offered.length > 0 && more.called.length === 0;
  if (isOrdinary(request) && declines(text, { isAble })) return 'declined';
  if (asksForJson(request) && !holdsJson(text)) return 'not-parsed';
  if (more.called.length === 0 && asksForCode(request) && !hasCode(text)) return 'no-code';
  if (speaksAnother(prose, request, more.instructions)) return 'other-language';
  if (more.called.length === 0 && asksToCall(request, more.offered)) return 'not-looked-up';
  // Without tools nobody told it what numbers are for, and people write them for reasons of their own.
  const mayCite = citations.length > 0 || more.offered.includes('search_web');
  if (mayCite && !/\[\d/.test(request) && inventedMarks(text, citations) > 0) return 'made-up-sources';
  return null;
}

/** No letter, no digit, no sign and no picture; or only an announcement of what does not come. */
function saysNothing(text: string): boolean {
  if (!/[\p{L}\p{N}\p{Sm}\p{Sc}\p{Extended_Pictographic}]/u.test(text)) return true;
  return text.length <= 120 && /^[^\n]*[:：]\s*$/u.test(text.trim());
}
