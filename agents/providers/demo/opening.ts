import type { ToolCall } from '../provider.ts';
import type { Language } from '../../run/language.ts';
import { pick } from './topic.ts';

const OPENINGS: readonly { about: RegExp; en: string; de: string }[] = [
  { about: /^search_web$/, en: 'I will look that up.', de: 'Das sehe ich nach.' },
  { about: /^read_page$/, en: 'I will read the page.', de: 'Ich lese die Seite.' },
  { about: /^calculate$/, en: 'Let me work that out.', de: 'Das rechne ich aus.' },
  { about: /^time$/, en: 'A look at the clock and the calendar.', de: 'Ein Blick auf Uhr und Kalender.' },
  { about: /^post_event$/, en: 'I will set that up; you decide.', de: 'Das lege ich an; du entscheidest.' },
  { about: /^post_poll$/, en: 'I will ask everybody; you decide.', de: 'Ich frage alle; du entscheidest.' },
  { about: /^confirm_/, en: 'Did I get you right?', de: 'Habe ich dich richtig verstanden?' },
  { about: /^calendar$/, en: 'Let me look into your calendar.', de: 'Ich sehe in deinen Kalender.' },
  { about: /^run_/, en: 'I will run that.', de: 'Ich lasse es laufen.' },
  { about: /^make_table$/, en: 'I will put that into a table.', de: 'Daraus mache ich eine Tabelle.' },
  { about: /^chart$/, en: 'I will draw that.', de: 'Das zeichne ich.' },
  { about: /^(?:list|read)_files?$/, en: 'I will look into the files.', de: 'Ich sehe in die Dateien.' },
  {
    about: /^write_file$/,
    en: 'I will put that into the project’s files; you decide.',
    de: 'Das lege ich in die Projektdateien; du entscheidest.',
  },
  { about: /^write_document$/, en: 'I will write that into a file.', de: 'Das schreibe ich in eine Datei.' },
];

const SEVERAL = { en: 'That takes several things at once.', de: 'Dafür brauche ich mehreres zugleich.' };
const FIRST_HIT = { en: 'The first one I will read more closely.', de: 'Das Erste davon lese ich genauer.' };

/** What the demo says before it calls something; not always anything, as with models. */
export function opening(
  calls: readonly ToolCall[],
  text: string,
  { language, round }: { language: Language; round: number },
): string {
  const [first, second] = calls;
  if (round > 0) return first?.name === 'read_page' ? FIRST_HIT[language] : '';
  const known = OPENINGS.find(({ about }) => about.test(first?.name ?? ''));
  const words = second === undefined ? (known?.[language] ?? '') : SEVERAL[language];
  return pick([words, words, ''], text);
}
