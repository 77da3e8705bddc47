import { germanFold, wordsOf } from '../../shared/searchWords.ts';

function folded(text: string): string {
  return wordsOf(text)
    .map((word) => germanFold(word.folded))
    .join(' ');
}

/**
 * How well a name answers what was typed, greater is better; null when its letters are not all there in order. Best is
 * the whole beginning of the name, then the beginning of a word, then anywhere, then letter by letter.
 */
export function fuzzy(name: string, typed: string): number | null {
  const [is, wanted] = [folded(name), folded(typed)];
  if (wanted === '') return 0;
  const shorter = 1 / (1 + is.length);
  if (is.startsWith(wanted)) return 4 + shorter;
  if (` ${is}`.includes(` ${wanted}`)) return 3 + shorter;
  if (is.includes(wanted)) return 2 + shorter;
  let at = -1;
  let jumps = 0;
  for (const letter of wanted.replaceAll(' ', '')) {
    const next = is.indexOf(letter, at + 1);
    if (next === -1) return null;
    if (next !== at + 1 && is[next - 1] !== ' ') jumps++;
    at = next;
  }
  // Letters picked from all over are no match but chance.
  return jumps > Math.max(1, wanted.length / 3) ? null : 1 + shorter - jumps / 100;
}

/** The best of them first, at most so many. */
export function best<T>(
  things: readonly T[],
  typed: string,
  names: (thing: T) => readonly string[],
  most: number,
): T[] {
  return things
    .flatMap((thing) => {
      const scores = names(thing).flatMap((name) => fuzzy(name, typed) ?? []);
      return scores.length === 0 ? [] : [{ thing, score: Math.max(...scores) }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ thing }) => thing);
}
