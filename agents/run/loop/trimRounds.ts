import type { Round } from '../../providers/provider.ts';
import { shortenedResult } from './outside.ts';

/** What stays of a result that had to make room. */
const LEAST = 800;

/**
 * Rounds that fit in so many characters, as far as results can give way: the oldest are cut to their beginning first,
 * whole ones at a time, so that what a model was told changes seldom and caches hold; the results of the last round,
 * which the model has not read yet, share what is left. What a model wrote itself is never cut.
 */
export function trimRounds<R extends Round>(rounds: readonly R[], characters: number): readonly R[] {
  let over = rounds.reduce((sum, round) => sum + sizeOf(round), 0) - characters;
  if (over <= 0) return rounds;
  return rounds.map((round, at) => {
    if (over <= 0) return round;
    const limit = at === rounds.length - 1 ? shareOf(round, over) : LEAST;
    const results = round.results.map((result) => {
      if (over <= 0 || result.text.length <= limit) return result;
      const text = shortenedResult(result.text, limit);
      over -= result.text.length - text.length;
      return { ...result, text };
    });
    return { ...round, results };
  });
}

/** How long a result of this round may be, so that all together are `over` characters shorter; the short ones stay. */
function shareOf({ results }: Round, over: number): number {
  const lengths = results.map(({ text }) => text.length).sort((a, b) => a - b);
  let left = Math.max(0, lengths.reduce((sum, length) => sum + length, 0) - over);
  for (const [at, length] of lengths.entries()) {
    const share = Math.floor(left / (lengths.length - at));
    if (length > share) return Math.max(LEAST, share);
    left -= length;
  }
  return LEAST;
}

/** In UTF-16 code units. What a provider wants back unchanged stands for the text and the calls, and may hold more. */
function sizeOf({ text, calls, results, kept, added = '' }: Round): number {
  const written = calls.reduce((sum, call) => sum + call.name.length + call.text.length, text.length);
  const own = kept === null ? 0 : (JSON.stringify(kept.content) as string | undefined)?.length;
  return results.reduce((sum, result) => sum + result.text.length, Math.max(written, own ?? 0) + added.length);
}
