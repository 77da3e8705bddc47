import type { Language } from '../../../run/language.ts';
import { formatNumber } from '../arithmetic.ts';
import { plainLine } from './words.ts';

const LINE = /^(?<expression>.+?)(?: \(read as .*\))? (?<sign>[=≈]) (?<number>-?\d+(?:\.\d+)?)(?<rest>.*)$/;

/** What a calculator found, one line for each expression. */
export function figures(result: string, language: Language): string {
  const lines = result.split('\n').map((line) => lineOf(line, language));
  const note =
    language === 'de'
      ? 'Das hat der Rechner ausgerechnet, nichts davon ist geraten.'
      : 'The calculator worked that out; nothing of it is guessed.';
  return `${lines.join('\n\n')}\n\n${note}`;
}

function lineOf(line: string, language: Language): string {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) return plainLine(line, 300);
  const { expression = '', sign = '', number = '', rest = '' } = groups;
  const unit = /^ ([^\s(]+(?:\s?\/\s?\S+)?)/.exec(rest)?.[1];
  const value = number.replace(/[-.]/g, '').length <= 12 ? formatNumber(Number(number), language) : number;
  const asked = expression.replace(/(?<=[\d)%\s])\*(?=[\s\d(-])/g, '×');
  const shownUnit = unit === undefined ? '' : ` ${unit.replace('deg', '°').replace(/\s*\/\s*/, '/')}`;
  return `**${asked.replace(/\bdeg(?=[CF]\b)/g, '°')} ${sign} ${value}${shownUnit}**`;
}
