import type { Language } from '../../../run/language.ts';
import { keywords } from '../topic.ts';
import { plainLine } from './words.ts';

const MOST_HITS = 4;
const MOST_PASSAGES = 3;
const LONGEST = 260;

type Passage = { number: number; lines: readonly string[] };

/** What stands numbered in a result: each begins with `[n]`, the rest of it is indented. */
function passagesIn(result: string): Passage[] {
  return [...result.matchAll(/^\[(\d+)\] ?([^\n]*(?:\n {2}[^\n]*)*)/gm)].map(([, number = '', text = '']) => {
    return { number: Number(number), lines: text.split('\n').map((line) => line.trim()) };
  });
}

/** The address of what a search found first; null where it found nothing. */
export function firstHitIn(result: string): string | null {
  const address = passagesIn(result)[0]?.lines[1] ?? '';
  return /^https?:\/\/\S+$/.test(address) ? address : null;
}

/** What a search found: its best hits, cited. */
export function hits(result: string, language: Language): string {
  const found = passagesIn(result).slice(0, MOST_HITS);
  if (found.length === 0) return language === 'de' ? 'Die Suche hat nichts gefunden.' : 'The search found nothing.';
  const items = found.map(({ number, lines: [title = '', , ...rest] }) => {
    const says = plainLine(rest.filter((line) => !line.startsWith('Published: ')).join(' '), LONGEST);
    return `- **${plainLine(title, 120)}**${says === '' ? '' : `: ${says}`} [${number}]`;
  });
  const head =
    language === 'de'
      ? 'Die Suche hat das gefunden; geprüft ist es damit nicht:'
      : 'The search found this; that does not make it checked:';
  return `${head}\n\n${items.join('\n')}`;
}

/** What stands on a page about the words of a request: its passages that hold most of them, in its own words, cited. */
export function page(result: string, request: string, language: Language): string {
  const title = plainLine(/^Title: (.*)$/m.exec(result)?.[1] ?? '', 120);
  const words = keywords(request.replace(/\bhttps?:\/\/\S+/gi, ' '), 8).map((word) => word.toLowerCase());
  const best = passagesIn(result)
    .map(({ number, lines }) => ({
      number,
      text: plainLine(lines.join(' '), LONGEST),
      all: lines.join(' ').toLowerCase(),
    }))
    .filter(({ text }) => text.length >= 20)
    .map((one) => ({ ...one, weight: words.filter((word) => one.all.includes(word)).length }))
    .sort((a, b) => b.weight - a.weight || a.number - b.number)
    .slice(0, MOST_PASSAGES)
    .sort((a, b) => a.number - b.number);
  const items = best.map(({ number, text }) => `> ${text} [${number}]`).join('\n>\n');
  const more = /Ask for part \d+ to read on/.test(result);
  if (language === 'de') {
    return `Auf der Seite${title === '' ? '' : ` „${title}“`} steht unter anderem:\n\n${items}${more ? '\n\nSie ist länger; gelesen habe ich ihren ersten Teil.' : ''}`;
  }
  return `Among other things, the page${title === '' ? '' : ` “${title}”`} says:\n\n${items}${more ? '\n\nIt is longer; I have read its first part.' : ''}`;
}
