import type { Source } from '../../../shared/toolCard.ts';
import { type Citations, citedIn } from '../../tools/web/citations.ts';

const MOST = 50;
const LONGEST_QUOTE = 300;

/**
 * What people are told that an answer rests on: what its text cites by number, or what its provider named where it cites
 * nothing, as some name their sources without marking where they used them.
 */
export function sourcesOf(
  text: string,
  { citations, named }: { citations: Citations; named: ReadonlySet<number> },
): Source[] {
  const cited = citedIn(text, citations);
  const all = citations.map((source, at) => ({ ...source, number: at + 1 }));
  const told = cited.length > 0 ? cited : all.filter(({ number }) => named.has(number));
  return told
    .filter(({ url }) => isPage(url))
    .slice(0, MOST)
    .map(({ number, url, title, quote }) => ({ number, url, title, quote: shortQuote(quote) }));
}

/** Providers name what they like; people are only led to pages. */
function isPage(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '');
}

function shortQuote(quote: string): string {
  if (quote.length <= LONGEST_QUOTE) return quote;
  return `${quote.slice(0, LONGEST_QUOTE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
