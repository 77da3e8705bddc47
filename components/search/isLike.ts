import { germanFold, wordsOf } from '../../shared/searchWords.ts';

/** Whether each word that was typed begins a word of the name, whatever accents and umlauts either has. */
export function isLike(name: string, typed: string): boolean {
  const fold = (text: string) => wordsOf(text).map(({ folded }) => germanFold(folded));
  const words = fold(name);
  const wanted = fold(typed);
  return wanted.length > 0 && wanted.every((begin) => words.some((word) => word.includes(begin)));
}
