import type { Mark } from './search.ts';
import { germanFold, type Term, type Word, wordsOf } from './searchWords.ts';

/** Endings of English and German words, the longest first. */
const ENDINGS =
  'ungen heiten keiten ingly ations ation ings edly ung ing ern est ies ied en er es em ed ly st e n s y'.split(' ');

/**
 * Where the terms stand in a text. `forgiving` takes words too that differ by one letter. The database knows the stems
 * of words better than these endings do; so a mark may be missing, or stand at a word of the same beginning.
 */
export function findMarks(text: string, terms: readonly Term[], forgiving = false): Mark[] {
  if (terms.length === 0) return [];
  const words = wordsOf(text);
  const marks: Mark[] = [];
  for (const [index, word] of words.entries()) {
    for (const term of terms) {
      if (term.kind === 'word') {
        if (isSame(word.folded, term, forgiving)) add(marks, word.from, word.to);
      } else if (term.words.every((wanted, place) => isWord(words[index + place], wanted))) {
        add(marks, word.from, words[index + term.words.length - 1]?.to ?? word.to);
      }
    }
  }
  return marks;
}

/** Marks come in order; what overlaps becomes one. */
function add(marks: Mark[], from: number, to: number): void {
  const last = marks.at(-1);
  if (last && from < last[1]) last[1] = Math.max(last[1], to);
  else marks.push([from, to]);
}

function isWord(word: Word | undefined, wanted: string): boolean {
  return word !== undefined && germanFold(word.folded) === germanFold(wanted);
}

function isSame(found: string, { folded, begun }: Extract<Term, { kind: 'word' }>, forgiving: boolean): boolean {
  const [is, wanted] = [germanFold(found), germanFold(folded)];
  if (isForm(is, wanted) || isForm(found, folded)) return true;
  if (begun && wanted.length > 1 && is.startsWith(wanted)) return true;
  if (!forgiving || wanted.length <= 3) return false;
  const forms = stems(is);
  return stems(wanted).some((one) => forms.some((other) => isNear(one, other)));
}

/** A word as it is and without each ending it may have, the longest last; at least three letters remain. */
function stems(word: string): string[] {
  const bare = ENDINGS.filter((ending) => word.endsWith(ending) && word.length - ending.length >= 3);
  return [word, ...bare.reverse().map((ending) => word.slice(0, -ending.length))];
}

/** What ends one word may belong to the other one: `haus` is to `hauser` what neither loses. */
function isForm(a: string, b: string): boolean {
  const [one, other] = [stem(a), stem(b)];
  return a === b || one === other || one === b || a === other;
}

function stem(word: string): string {
  return stems(word).at(-1) ?? word;
}

/** Whether one letter more, less, other or swapped makes one word of the other. */
export function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const rest = (word: string, skip: number) => word.slice(from + skip);
  if (rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1)) return true;
  return a[from] === b[from + 1] && a[from + 1] === b[from] && rest(a, 2) === rest(b, 2);
}

const BEFORE = 40;
const EXCERPT = 180;

/** As much of a text as shows its first mark, with the marks moved to where they stand in it. */
export function excerptOf(text: string, marks: readonly Mark[]) {
  const first = marks[0]?.[0] ?? 0;
  let from = first <= BEFORE + 20 ? 0 : first - BEFORE;
  // A word that is cut in two is left out.
  if (from > 0) {
    const space = text.slice(from, first).search(/\s\S/);
    from = space === -1 ? first : from + space + 1;
  }
  let to = Math.min(text.length, from + EXCERPT);
  // The two halves of a letter beyond the first plane stay together.
  if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1] ?? '')) to--;
  return {
    excerpt: text.slice(from, to).replaceAll(/\s/g, ' '),
    marks: marks.filter((mark) => mark[1] <= to).map((mark): Mark => [mark[0] - from, mark[1] - from]),
    cutBefore: from > 0,
    cutAfter: to < text.length,
  };
}
