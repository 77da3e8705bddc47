import { languageOf } from '../run/language.ts';
import { oneLine } from '../run/request.ts';
import { sentencesOf } from '../run/sentences.ts';
import type { SummaryMessage, SummaryOrder } from './summary.ts';

const MOST_CHARACTERS = 3_000;
const LONGEST_LINE = 220;

const SAYS = {
  en: 'Without a model this is no summary: sentences picked by rules, word for word.',
  de: 'Ohne Modell ist das keine Zusammenfassung: nach Regeln herausgesuchte Sätze, Wort für Wort.',
};

/** What people settle, promise or ask is worth more than what they only say. */
const WEIGHTY =
  /\b(decid\w+|agree\w*|deadline|must|will|budget|important|remember|please|beschl\w+|einig\w*|frist|muss|müssen|werde\w*|wichtig|merk\w*|bitte)\b/iu;

/**
 * What stands for a summary where there is no model, and says so: of each message its weightiest sentence with who said
 * it and when, as many of the weightiest as there is room for, in their order.
 */
export function extract({ before, messages }: SummaryOrder): string {
  const earlier = before.split('\n').filter((line) => line.startsWith('- '));
  const lines = [...earlier, ...messages.flatMap(lineOf)];
  const language = languageOf(lines.join('\n'));
  const ranked = lines
    .map((line, at) => ({ line, at, weight: weightOf(line) + at / Math.max(1, lines.length) }))
    .sort((a, b) => b.weight - a.weight);
  let left = MOST_CHARACTERS;
  const picked = ranked.filter(({ line }) => {
    left -= line.length + 1;
    return left >= 0;
  });
  return [SAYS[language], ...picked.sort((a, b) => a.at - b.at).map(({ line }) => line)].join('\n');
}

function lineOf({ name, text, at }: SummaryMessage): string[] {
  const sentences = sentencesOf(text.replace(/```[\s\S]*?(?:```|$)/g, ' '));
  const best = sentences.reduce((one, other) => (weightOf(other) > weightOf(one) ? other : one), sentences[0] ?? '');
  if (best === '') return [];
  const said = best.length <= LONGEST_LINE ? best : `${best.slice(0, LONGEST_LINE).replace(/\s+\S*$/, '')} …`;
  return [`- ${oneLine(name)}, ${new Date(at).toISOString().slice(0, 10)}: ${said}`];
}

function weightOf(sentence: string): number {
  const said = sentence.replace(/^- [^:]*: /, '');
  const points = [WEIGHTY.test(said), /\d/.test(said), said.includes('?'), said.length > 20];
  return points.filter(Boolean).length;
}
