import type { Language } from '../../../run/language.ts';
import { fenced, plainLine } from './words.ts';

const LONGEST_OUTPUT = 2_000;
const MOST_EVENTS = 10;

/** A table and the file that holds it. */
export function table(result: string, language: Language, kept: boolean): string {
  const [head = '', ...rest] = result.split('\n\n');
  const file = /^Made (.+) with (\d+) rows/.exec(head);
  const [name = '', rows = ''] = file?.slice(1) ?? [];
  const said =
    language === 'de'
      ? `Zum Weiterarbeiten hängt sie als \`${name}\` an, mit ${rows} Zeilen.`
      : `To work on with, it is attached as \`${name}\`, with ${rows} rows.`;
  return [
    ...rest.filter((part) => part.startsWith('|')),
    ...(!kept ? [] : [file === null ? plainLine(head, 300) : said]),
  ].join('\n\n');
}

export function document(result: string, language: Language): string {
  const name = /^Wrote (.+) \(/.exec(result)?.[1];
  if (name === undefined) return plainLine(result, 300);
  return language === 'de' ? `Der Text hängt als \`${name}\` an.` : `The text is attached as \`${name}\`.`;
}

/** A file of the project, which people find there. */
export function written(result: string, language: Language): string {
  const path = /^Wrote (?:the new file )?(\S.*?): /.exec(result)?.[1];
  if (path === undefined) return plainLine(result, 300);
  return language === 'de' ? `\`${path}\` steht in den Projektdateien.` : `\`${path}\` is in the project’s files.`;
}

/** What a program printed, came to and made. */
export function ran(result: string, language: Language, kept: boolean): string {
  const made = /\n?Files made: ([^\n]*)/.exec(result);
  const output = result.replace(made?.[0] ?? '', '').trim();
  const german = language === 'de';
  const head = german ? 'Das Programm ist gelaufen:' : 'The program has run:';
  const files = german ? `Entstanden ist: ${made?.[1] ?? ''}` : `It made: ${made?.[1] ?? ''}`;
  return [
    head,
    ...(output === '' ? [] : [fenced(output, LONGEST_OUTPUT)]),
    ...(made === null || !kept ? [] : [files]),
  ].join('\n\n');
}

/** What a program ended in that did not come to its end. */
export function broke(result: string, language: Language): string {
  const head = language === 'de' ? 'Das Programm ist nicht durchgelaufen:' : 'The program did not come to its end:';
  return `${head}\n\n${fenced(result, LONGEST_OUTPUT)}`;
}

export function calendar(result: string, language: Language): string {
  const lines = result.split('\n').filter((line) => line.trim() !== '');
  const items = lines.slice(0, MOST_EVENTS).map((line) => `- ${plainLine(line, 160)}`);
  const left = lines.length - items.length;
  const german = language === 'de';
  const more = left <= 0 ? '' : german ? `\n\nUnd ${left} weitere.` : `\n\nAnd ${left} more.`;
  return `${german ? 'In den Kalendern steht:' : 'The calendars say:'}\n\n${items.join('\n')}${more}`;
}
