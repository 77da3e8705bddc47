import { plainNumber } from '../arithmetic.ts';
import { keywords } from '../topic.ts';
import type { Asked, Wish } from './wish.ts';

const TABLE = /\btables?\b|\bspreadsheet\b|\bcsv\b|\btabellen?\b/i;
const FILE =
  /\b(?:as|into|in) (?:a |an )?(?:\w+ )?(?:file|document)\b|\b(?:write|make|create|save) (?:a |an )?(?:\w+ )?(?:file|document)\b|\bals (?:\p{L}+[- ])?(?:datei|dokument)\b|\b(?:schreib\p{L}*|mach\p{L}*|erstell\p{L}*|speicher\p{L}*) (?:eine? )?(?:\p{L}+[- ])?(?:datei|dokument)\b/iu;
const WORDS = new Set(
  'table tables spreadsheet csv tabelle tabellen file document datei dokument following folgende folgenden daraus chart charts graph graphs bar line pie doughnut stacked area scatter draw diagram zeichne zeichnen save speichere erstelle'.split(
    ' ',
  ),
);
const MOST_ROWS = 500;
const MOST_COLUMNS = 30;
const LONGEST_CELL = 500;

type Cell = string | number;
export type Data = { columns: string[]; rows: Cell[][] };

/** A table from the data that stand in the request. */
export function tables({ text, language }: Asked): Wish[] {
  const data = TABLE.test(firstLine(text)) ? dataIn(text, language) : null;
  if (data === null) return [];
  const separator = language === 'de' ? { separator: ';' } : {};
  return [{ name: 'make_table', input: { name: nameFor(text, language), ...data, ...separator } }];
}

/** A file with the text that stands in the request. */
export function documents({ text, language }: Asked): Wish[] {
  const head = firstLine(text);
  if (!FILE.test(head) || TABLE.test(head)) return [];
  const content = (/\n\s*(\S[\s\S]*)$/.exec(text)?.[1] ?? /:\s+(\S[\s\S]*)$/.exec(text)?.[1])?.trim() ?? '';
  if (content === '') return [];
  const format = /\bmarkdown\b|\.md\b/i.test(head) || /^#{1,6} |^[-*] /m.test(content) ? 'markdown' : 'text';
  return [{ name: 'write_document', input: { name: nameFor(text, language), format, content } }];
}

/** Rows that are parted by the same sign in each line, or else pairs of a word and a number; null where there are none. */
export function dataIn(text: string, language: Asked['language']): Data | null {
  const block = /```\w*\n([\s\S]*?)(?:```|$)/.exec(text)?.[1] ?? text;
  const lines = block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^\|?[\s|:-]+\|?$/.test(line))
    .slice(0, MOST_ROWS + 2);
  return linedUp(lines, language) ?? linedUp(lines.slice(1), language) ?? pairsIn(text, language);
}

function linedUp(lines: readonly string[], language: Asked['language']): Data | null {
  for (const sign of ['\t', '|', ';', ',']) {
    const split = lines.map((line) => line.replace(/^\||\|$/g, '').split(sign));
    const width = split[0]?.length ?? 0;
    if (split.length < 2 || width < 2 || width > MOST_COLUMNS || split.some((cells) => cells.length !== width))
      continue;
    const cells = split.map((row) => row.map((cell) => cellOf(cell, language)));
    const [head = [], ...rows] = cells;
    if (head.every((cell) => typeof cell === 'string')) return { columns: head, rows: rows.slice(0, MOST_ROWS) };
    const column = language === 'de' ? 'Spalte' : 'Column';
    return { columns: head.map((_, at) => `${column} ${at + 1}`), rows: cells.slice(0, MOST_ROWS) };
  }
  return null;
}

function pairsIn(text: string, language: Asked['language']): Data | null {
  const line = text.replace(/\s+/g, (gap) => (gap.includes('\n') ? '; ' : ' '));
  const list = /(?::|\bof\b|\bfrom\b|\bwith\b|\baus\b|\bvon\b|\bmit\b) ?(.*)$/i.exec(line)?.[1] ?? line;
  const pairs = list.matchAll(/(\p{L}[\p{L} -]{0,40}?) ?[:=]? (-?\d+(?:[.,]\d+)*)(?= ?(?:[,;.]|$|and\b|und\b))/giu);
  const rows = [...pairs].map(([, name = '', raw = '']): Cell[] => {
    return [name.replace(/^(?:and|und)\s+/i, ''), cellOf(raw, language)];
  });
  if (rows.length < 2) return null;
  return { columns: language === 'de' ? ['Name', 'Wert'] : ['Name', 'Value'], rows: rows.slice(0, MOST_ROWS) };
}

function cellOf(raw: string, language: Asked['language']): Cell {
  const text = raw.trim().slice(0, LONGEST_CELL);
  if (!/^-?\d+(?:[.,]\d+)*$/.test(text) || /^0\d/.test(text)) return text;
  const sign = text.startsWith('-') ? '-' : '';
  const number = Number(sign + plainNumber(text.slice(sign.length), language));
  return Number.isFinite(number) ? number : text;
}

export function nameFor(text: string, language: Asked['language']): string {
  const words = keywords(firstLine(text), 8)
    .filter((word) => !WORDS.has(word.toLowerCase()) && !/diagramm/i.test(word) && /\p{L}/u.test(word))
    .slice(0, 3);
  return words.length > 0 ? words.join(' ') : language === 'de' ? 'Daten' : 'data';
}

export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
