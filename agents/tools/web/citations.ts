import type { ToolSource } from '../tool.ts';
import { codeIn, placesIn } from './codeIn.ts';

/** What an answer may cite, by number: the first is 1. It can be kept as JSON. */
export type Citations = readonly ToolSource[];

export type Citation = ToolSource & { number: number };

/** A place in an answer, `from` inclusive to `to` exclusive, that cites these numbers. */
export type CitationMark = { from: number; to: number; numbers: readonly number[] };

/**
 * Adds what a call has found to what can be cited, and gives its text the numbers of the whole answer. In a text with
 * sources, a line that begins with `[n]` begins what the nth source stands for. The same passage of the same address
 * keeps its number; no number ever changes.
 */
export function cite(
  known: Citations,
  { text, sources }: { text: string; sources: readonly ToolSource[] },
): { citations: Citations; text: string } {
  const citations = [...known];
  const numbers = sources.map((source) => {
    const at = citations.findIndex(({ url, quote }) => url === source.url && quote === source.quote);
    return at === -1 ? citations.push(source) : at + 1;
  });
  const renumbered = text.replace(
    /^\[(\d+)\]/gm,
    (mark, local: string) => `[${numbers[Number(local) - 1] ?? mark.slice(1, -1)}]`,
  );
  return { citations, text: renumbered };
}

/** Not what is a link already, nor where one is said to lead. */
const MARK = /\[(\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,20})\](?!\(|:\s*<?https?:)/g;

/** Where an answer cites what it may cite: `[1]`, `[2, 3]`, `[2–4]`; not in code. */
export function marksIn(answer: string, citations: Citations): CitationMark[] {
  const isCode = placesIn(codeIn(answer));
  return [...answer.matchAll(MARK)].flatMap((match) => {
    const from = match.index;
    if (isCode(from)) return [];
    const numbers = numbersIn(match[1] ?? '').filter((number) => number >= 1 && number <= citations.length);
    if (numbers.length === 0) return [];
    return [{ from, to: from + match[0].length, numbers }];
  });
}

/** How many places of an answer cite numbers that nothing has, and that it does not explain itself in a line `[n] …`. */
export function inventedMarks(answer: string, citations: Citations): number {
  const own = new Set(
    [...answer.matchAll(/^ {0,3}(?:[-*] )?\[(\d{1,4})\]:?[ \t]+\S/gm)].map(([, number]) => Number(number)),
  );
  const isCode = placesIn(codeIn(answer));
  return [...answer.matchAll(MARK)].filter((match) => {
    if (isCode(match.index)) return false;
    const numbers = numbersIn(match[1] ?? '');
    return numbers.some((number) => number > citations.length && number < 1_000 && !own.has(number));
  }).length;
}

function numbersIn(text: string): number[] {
  const found = text.split(/[,;]/).flatMap((range) => {
    const [first, last = first] = range.split(/[–-]/).map(Number);
    if (first === undefined || last === undefined || last < first || last - first > 20) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return [...new Set(found)];
}

/** What an answer cites, for the people who read it, by number. */
export function citedIn(answer: string, citations: Citations): Citation[] {
  const numbers = new Set(marksIn(answer, citations).flatMap((mark) => mark.numbers));
  return citations.flatMap((source, index) => (numbers.has(index + 1) ? [{ ...source, number: index + 1 }] : []));
}
