/** So often the same must come one after the other. */
const TIMES = 5;
/** A loop of a few words is one where it goes on for so many. */
const LOOPED_WORDS = 40;
const LONGEST_LOOP = 8;

/** Whether prose is caught in a loop: the same sentence five times in a row, or it ends in the same few words over and over. */
export function repeatsItself(prose: string): boolean {
  let times = 0;
  let last = '';
  for (const part of prose.split(/[.!?。！？]\s|\n+/u)) {
    const sentence = part.trim().toLowerCase();
    // Short lines stand below one another for good reasons.
    if (sentence.length < 16) continue;
    times = sentence === last ? times + 1 : 1;
    last = sentence;
    if (times >= TIMES) return true;
  }
  const words =
    prose
      .slice(-2_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(-LOOPED_WORDS) ?? [];
  if (words.length < LOOPED_WORDS || !words.some((word) => /\p{L}/u.test(word))) return false;
  for (let period = 1; period <= LONGEST_LOOP; period++) {
    if (words.every((word, at) => at < period || word === words[at - period])) return true;
  }
  return false;
}
