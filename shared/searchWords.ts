/** A word of a text: how it is compared, and where it stands in UTF-16 units. */
export type Word = { folded: string; from: number; to: number };

const LETTER = /^[\p{L}\p{N}]+$/u;
const MARKS = /[\u0300-\u036f]+/g;

/** The words of a text, in lower case and without accents, as the database's search_fold makes them. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let open: Word | undefined;
  let at = 0;
  for (const letter of text) {
    const end = at + letter.length;
    const folded = letter.toLowerCase().replace('ß', 'ss').normalize('NFKD').replace(MARKS, '');
    // What only changes the letter before it belongs to that one's word.
    if (folded === '') {
      if (open) open.to = end;
    } else if (!LETTER.test(folded)) open = undefined;
    else if (open) {
      open.folded += folded;
      open.to = end;
    } else {
      open = { folded, from: at, to: end };
      words.push(open);
    }
    at = end;
  }
  return words;
}

/** ae, oe and ue as a, o and u, as the umlauts are: `mueller` is `muller`, and so is `müller`. */
export function germanFold(folded: string): string {
  return folded.replace(/(?<![aeq])([aou])e/g, '$1');
}

export type Term =
  | { kind: 'word'; folded: string /** It may go on. */; begun: boolean }
  | { kind: 'phrase'; words: string[] };

/** Most terms that are looked for; further ones are left out. */
const TERMS = 12;

/** What is searched for: words, of which the last may still be typed, and phrases in quotes. */
export function parseSearch(text: string): Term[] {
  const terms: Term[] = [];
  const pieces = text.replaceAll(/[„“”«»]/g, '"').split('"');
  for (const [index, piece] of pieces.entries()) {
    const words = wordsOf(piece);
    const isQuoted = index % 2 === 1;
    if (isQuoted && words.length > 1) {
      terms.push({ kind: 'phrase', words: words.map(({ folded }) => folded) });
      continue;
    }
    const isLast = index === pieces.length - 1;
    for (const [place, { folded, to }] of words.entries()) {
      const begun = isLast && place === words.length - 1 && to === piece.length;
      terms.push({ kind: 'word', folded, begun });
    }
  }
  return terms.slice(0, TERMS);
}
