import type { CallResult, Round } from '../../provider.ts';
import type { Language } from '../../../run/language.ts';
import { figures } from './figures.ts';
import { firstHitIn, hits, page } from './found.ts';
import { broke, calendar, document, ran, table, written } from './made.ts';
import { dayIn, moments } from './moments.ts';
import { fenced, plainLine, withoutFrame } from './words.ts';

/** So much of a file stands in the answer. */
const LONGEST_FILE = 2_000;

/** `kept`: what it made is there to be seen. */
type Told = { request: string; language: Language; kept: boolean };

type Came = { name: string; result: CallResult };

const NAMES: Readonly<Record<string, Record<Language, string>>> = {
  search_web: { en: 'The search', de: 'Die Suche' },
  read_page: { en: 'Reading the page', de: 'Das Lesen der Seite' },
  calculate: { en: 'The calculation', de: 'Die Rechnung' },
  time: { en: 'Looking up the time', de: 'Das Nachsehen der Zeit' },
  calendar: { en: 'Looking into the calendar', de: 'Der Blick in den Kalender' },
  run_python: { en: 'Running the program', de: 'Das Ausführen des Programms' },
  run_javascript: { en: 'Running the program', de: 'Das Ausführen des Programms' },
  make_table: { en: 'Making the table', de: 'Das Anlegen der Tabelle' },
  chart: { en: 'Drawing the chart', de: 'Das Zeichnen des Diagramms' },
  mail_event: { en: 'Sending the event by mail', de: 'Das Verschicken des Termins' },
  post_event: { en: 'Posting the event', de: 'Das Eintragen des Termins' },
  post_poll: { en: 'Posting the poll', de: 'Das Stellen der Umfrage' },
  list_files: { en: 'Listing the files', de: 'Das Durchsehen der Dateien' },
  read_file: { en: 'Reading the file', de: 'Das Lesen der Datei' },
  write_file: { en: 'Writing the file', de: 'Das Schreiben der Datei' },
  write_document: { en: 'Writing the file', de: 'Das Schreiben der Datei' },
  confirm_understanding: {
    en: 'Asking whether I got you right',
    de: 'Die Frage, ob ich dich richtig verstanden habe,',
  },
};

/** What is known from calls before, for what is called next. */
export function knownFrom(rounds: readonly Round[]): { today: string | null; firstHit: string | null } {
  const came = cameOf(rounds).filter(({ result }) => !result.failed);
  const first = (name: string, find: (text: string) => string | null) =>
    came.flatMap((one) => (one.name === name ? [find(withoutFrame(one.result.text))] : [])).find((it) => it !== null);
  return { today: first('time', dayIn) ?? null, firstHit: first('search_web', firstHitIn) ?? null };
}

/** What came of all calls, in words, in the order of the calls. */
export function report(rounds: readonly Round[], request: string, language: Language): string {
  const came = cameOf(rounds);
  const told = came.filter(({ name, result }) => name === 'time' && !result.failed).map(({ result }) => result.text);
  const parts = came.flatMap((one) => {
    if (one.result.failed) return [failed(one, language)];
    const { text, lost } = lostIn(withoutFrame(one.result.text));
    if (one.name !== 'time')
      return [
        partOf(one.name, text, { request, language, kept: lost.length === 0 }),
        ...lost.map((line) => lostFile(line, language)),
      ];
    // All about time is told in one place, as its last word may rest on the first.
    return one.result.text === told.at(-1) ? [moments(told, language)] : [];
  });
  return parts.filter((part) => part !== '').join('\n\n');
}

function partOf(name: string, text: string, { request, language, kept }: Told): string {
  switch (name) {
    case 'calculate':
      return figures(text, language);
    case 'search_web':
      return hits(text, language);
    case 'read_page':
      return page(text, request, language);
    case 'make_table':
      return table(text, language, kept);
    case 'write_document':
      return kept ? document(text, language) : '';
    case 'list_files':
    case 'read_file':
      return fenced(text, LONGEST_FILE);
    case 'write_file':
      return written(text, language);
    case 'run_python':
    case 'run_javascript':
      return ran(text, language, kept);
    case 'calendar':
      return calendar(text, language);
    case 'confirm_understanding':
      return language === 'de' ? 'Danke, dann habe ich dich richtig verstanden.' : 'Thank you, then I got you right.';
    case 'chart':
      return language === 'de'
        ? 'Das Diagramm steht unter dieser Antwort, seine Zahlen auch als Tabelle.'
        : 'The chart stands below this answer, its numbers as a table too.';
    case 'post_event':
      return language === 'de' ? 'Der Termin steht im Chat.' : 'The event stands in the chat.';
    case 'post_poll':
      return language === 'de' ? 'Die Umfrage steht im Chat.' : 'The poll stands in the chat.';
    case 'mail_event':
      return language === 'de' ? 'Der Termin geht per E-Mail hinaus.' : 'The event goes out by mail.';
    default:
      return plainLine(text, 300);
  }
}

const LOST = /^\[.+ could not be kept: .*\]$/gm;

/** What is said of files that could not be kept, apart from the rest. */
function lostIn(text: string): { text: string; lost: readonly string[] } {
  return { text: text.replace(LOST, '').trimEnd(), lost: text.match(LOST) ?? [] };
}

function lostFile(line: string, language: Language): string {
  const why = plainLine(line, 240);
  return language === 'de' ? `Die Datei dazu fehlt: „${why}“` : `Its file is missing: “${why}”`;
}

function failed({ name, result }: Came, language: Language): string {
  const text = withoutFrame(result.text);
  if (name.startsWith('run_') && !text.startsWith('Not done')) return broke(text, language);
  const what = NAMES[name]?.[language] ?? name;
  const why = plainLine(text, 240);
  return language === 'de'
    ? `${what} hat nicht geklappt. Als Grund steht da: „${why}“`
    : `${what} did not work. The reason given: “${why}”`;
}

function cameOf(rounds: readonly Round[]): Came[] {
  return rounds.flatMap(({ calls, results }) =>
    calls.flatMap(({ id, name }) => {
      const result = results.find(({ callId }) => callId === id);
      return result === undefined ? [] : [{ name, result }];
    }),
  );
}
