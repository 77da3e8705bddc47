import { keywords } from '../topic.ts';
import type { Asked, Wish } from './wish.ts';

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`)\]}]+/gi;
const MOST_PAGES = 3;
const SEARCH: Readonly<Record<Asked['language'], RegExp>> = {
  en: /\bsearch\b|\blook (?:\w+ )?up\b|\bgoogle\b|\bfind\b|\blatest\b|\bnews\b|\brecent(?:ly)?\b/i,
  de: /\bsuch(?:e|t|st)?\b|\bgoogle\b|\bnachschlagen\b|\bschlag\p{L}*\b.*\bnach\b|\brecherchier\p{L}*|\bfinde\b|\bneu(?:este|igkeiten)\p{L}*|\bnachrichten\b|\baktuell\p{L}*|\bnews\b/iu,
};
const FRESH = /\blatest\b|\bnews\b|\brecent|\btoday\b|\bneu(?:este|igkeiten)|\bnachrichten\b|\baktuell|\bheute\b/i;
const DEEP =
  /\bresearch\b|\bfind out\b|\bread\b|\bin detail\b|\brecherchier|\bherausfinden\b|\bfinde heraus\b|\blies\b|\bgenau\b/i;
const CUES = new Set(
  `search web internet google look latest news recent recently find out research suche such sucht suchst nachschlagen
  schlag schlage recherchiere recherchier finde heraus herausfinden neueste neuesten neueste neues neuigkeiten
  nachrichten aktuell aktuelle aktuellen aktuelles online netz today heute`.split(/\s+/),
);

/** The pages whose addresses stand in the request. */
export function pages({ text }: Asked): Wish[] {
  return addressesIn(text).map((url) => ({ name: 'read_page', input: { url } }));
}

/** A search where the request asks for one, or where its agent is there to look things up; and its first page, in depth. */
export function searches(asked: Asked, isLast: boolean): Wish[] {
  const { text, language, looksUp, firstHit } = asked;
  const isAsked = SEARCH[language].test(text);
  if (addressesIn(text).length > 0 || !(isAsked || (isLast && looksUp))) return [];
  const query = keywords(text, 12)
    .filter((word) => !CUES.has(word.toLowerCase()))
    .slice(0, 8)
    .join(' ');
  if (!/\p{L}{2}/u.test(query)) return [];
  const input = { query, language, ...(FRESH.test(text) && { freshness: 'month' }) };
  const search: Wish = { name: 'search_web', input };
  const reads = firstHit !== null && (DEEP.test(text) || looksUp);
  return reads ? [search, { name: 'read_page', input: { url: firstHit } }] : [search];
}

function addressesIn(text: string): string[] {
  const found = (text.match(ADDRESS) ?? []).map((address) => address.replace(/[.,;:!?*_]+$/, ''));
  return [...new Set(found)].filter((address) => URL.canParse(address)).slice(0, MOST_PAGES);
}
