import type { Language } from '../../../run/language.ts';
import { dayInWords, plainLine } from './words.ts';

type Line = { about: RegExp; en(parts: readonly string[]): string; de(parts: readonly string[]): string };

const place = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
const DAY = String.raw`(\d{4}-\d{2}-\d{2})`;

/** What the time tool writes, and the same in a sentence. */
const LINES: readonly Line[] = [
  {
    about: new RegExp(String.raw`^Now in (\S+): ${DAY}T(\d{2}:\d{2})`),
    en: ([zone = '', day = '', time = '']) => `In ${place(zone)} it is **${time}** on ${dayInWords(day, 'en')}.`,
    de: ([zone = '', day = '', time = '']) => `In ${place(zone)} ist es **${time} Uhr**, ${dayInWords(day, 'de')}.`,
  },
  {
    about: new RegExp(
      String.raw`^From ${DAY} to ${DAY}: .*; in all (-?\d+) days = (\d+) weeks and (\d+) days, of which (\d+)`,
    ),
    en: ([from = '', to = '', days = '', weeks = '', rest = '', workdays = '']) =>
      `From ${dayInWords(from, 'en', false)} to ${dayInWords(to, 'en', false)} it is **${days} days**: ${weeks} weeks and ${rest} days, ${workdays} of them Mondays to Fridays.`,
    de: ([from = '', to = '', days = '', weeks = '', rest = '', workdays = '']) =>
      `Vom ${dayInWords(from, 'de', false)} bis zum ${dayInWords(to, 'de', false)} sind es **${days} Tage**: ${weeks} Wochen und ${rest} Tage, davon ${workdays} von Montag bis Freitag.`,
  },
  {
    about: new RegExp(String.raw`^${DAY} and -?P\w+: ${DAY}`),
    en: ([_, day = '']) => `That is **${dayInWords(day, 'en')}**.`,
    de: ([_, day = '']) => `Das ist **${dayInWords(day, 'de')}**.`,
  },
  {
    about: new RegExp(String.raw`^${DAY} is a \w+ in ISO week (\d+) of (\d+), day (\d+)`),
    en: ([day = '', week = '', year = '', count = '']) =>
      `**${dayInWords(day, 'en')}**, in calendar week ${week} of ${year}, is day ${count} of its year.`,
    de: ([day = '', week = '', year = '', count = '']) =>
      `**${dayInWords(day, 'de')}**, in Kalenderwoche ${week} von ${year}, ist der ${count}. Tag seines Jahres.`,
  },
  {
    about: new RegExp(String.raw`^Next \w+ after \S+: ${DAY}`),
    en: ([day = '']) => `The next one is **${dayInWords(day, 'en')}**.`,
    de: ([day = '']) => `Der nächste ist **${dayInWords(day, 'de')}**.`,
  },
];

const TODAY = new RegExp(String.raw`^Now in \S+: ${DAY}`);

/** The day that the time tool named first, as in 2026-12-24. */
export function dayIn(result: string): string | null {
  return TODAY.exec(result)?.[1] ?? null;
}

/** What the time tool found. The day alone, asked for as a step to something else, is left out where more came of it. */
export function moments(results: readonly string[], language: Language): string {
  const lines = [...new Set(results.flatMap((result) => result.split('\n')))];
  const isStep = lines.length > 1 && results.length > 1;
  return lines
    .filter((_, at) => !(isStep && at === 0))
    .map((line) => inWords(line, language))
    .join('\n\n');
}

function inWords(line: string, language: Language): string {
  for (const one of LINES) {
    const found = one.about.exec(line);
    if (found !== null) return one[language](found.slice(1));
  }
  return plainLine(line, 300);
}
