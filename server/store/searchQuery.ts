import type { SearchHas } from '../../shared/search.ts';
import { germanFold, type Term } from '../../shared/searchWords.ts';

/** Stems of one word as the database knows them; none where the language takes it for a word that says nothing. */
export type Stems = { english: readonly string[]; german: readonly string[] };

export type Wanted = {
  terms: readonly Term[];
  /** Of the terms that are words, by their folded form. */
  stems: ReadonlyMap<string, Stems>;
  senderId?: string | undefined;
  has?: SearchHas | undefined;
};

/** More chats than these are not named in the query: each of them would be looked up. */
const NAMED_CHATS = 100;
/** Shorter words differ from too many others by one letter. */
const FORGIVEN_FROM = 4;
const FORGIVEN_TO = 24;

/**
 * What is looked for as PostgreSQL's tsquery; null where nothing is. With `forgiving`, words that differ by one letter
 * do as well; null too where no word is long enough for that.
 */
export function tsqueryOf({ terms, stems, senderId, has }: Wanted, forgiving = false): string | null {
  if (forgiving && !terms.some((term) => term.kind === 'word' && isForgivable(term.folded))) return null;
  const telling = terms.filter((term) => term.kind === 'phrase' || !saysNothing(stems.get(term.folded)));
  const parts = (telling.length === 0 ? terms : telling).map((term) => ofTerm(term, stems, forgiving));
  if (senderId !== undefined) parts.push(quote(`s:${senderId}`));
  if (has !== undefined) parts.push(quote(`h:${has}`));
  return parts.length === 0 ? null : parts.join(' & ');
}

/** The same within these chats, where they are few enough to be named. */
export function withinChats(tsquery: string, chatIds: readonly string[]): string {
  if (chatIds.length > NAMED_CHATS) return tsquery;
  return `${tsquery} & ${anyOf(chatIds.map((id) => quote(`c:${id.slice(-12)}`)))}`;
}

function ofTerm(term: Term, stems: Wanted['stems'], forgiving: boolean): string {
  if (term.kind === 'phrase') return `(${term.words.map((word) => `${quote(germanFold(word))}:A`).join(' <-> ')})`;
  const is = germanFold(term.folded);
  const { english = [], german = [] } = stems.get(term.folded) ?? {};
  const forms = new Set([is, ...english, ...german]);
  if (forgiving && isForgivable(term.folded)) {
    for (const form of [...forms]) for (const near of nearWords(form)) forms.add(near);
  }
  // One letter begins too many words.
  const begun = term.begun && is.length > 1 ? [`${quote(is)}:*`] : [];
  return anyOf([...begun, ...[...forms].map(quote)]);
}

function saysNothing(stems: Stems | undefined): boolean {
  return stems !== undefined && (stems.english.length === 0 || stems.german.length === 0);
}

function isForgivable(folded: string): boolean {
  return folded.length >= FORGIVEN_FROM && folded.length <= FORGIVEN_TO && /^[a-z]+$/.test(folded);
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');

/** All words that differ by one letter: one more, one less, another one, or two swapped. */
export function nearWords(word: string): Set<string> {
  const near = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) {
      near.add(before + letter + after);
      if (after !== '') near.add(before + letter + after.slice(1));
    }
    if (after !== '') near.add(before + after.slice(1));
    if (after.length > 1) near.add(before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2));
  }
  near.delete(word);
  return near;
}

const DAYS_MS = 8 * 24 * 60 * 60 * 1000;
/** How many times eight days are looked through at a time. */
const WINDOWS = [4, 16, 64];

/** A time in which to look; `labels` are null for all there is before `to`. */
export type SearchWindow = { labels: readonly string[] | null; to: Date };

/** The times from `to` back to `from`, the newest first and each longer than the one before. */
export function windowsOf(from: Date | null, to: Date): SearchWindow[] {
  const windows: SearchWindow[] = [];
  const first = from === null ? Number.NEGATIVE_INFINITY : Math.floor(from.getTime() / DAYS_MS);
  let last = Math.floor(to.getTime() / DAYS_MS);
  let end = to;
  for (const size of WINDOWS) {
    if (last < first) return windows;
    const least = Math.max(first, last - size + 1);
    const labels = Array.from({ length: last - least + 1 }, (_, index) => `d:${last - index}`);
    windows.push({ labels, to: end });
    last = least - 1;
    end = new Date(least * DAYS_MS);
  }
  return last < first ? windows : [...windows, { labels: null, to: end }];
}

/** The same within a window of time. */
export function withinWindow(tsquery: string, { labels }: SearchWindow): string {
  return labels === null ? tsquery : `${tsquery} & ${anyOf(labels.map(quote))}`;
}

/** Halves within halves, so that not even a thousand are nested deeply. */
function anyOf(parts: readonly string[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const middle = Math.floor(parts.length / 2);
  return `(${anyOf(parts.slice(0, middle))} | ${anyOf(parts.slice(middle))})`;
}

/** Words have neither quotes nor backslashes, whatever a language may do with them. */
function quote(word: string): string {
  return `'${word.replaceAll(/['\\]/g, '')}'`;
}
