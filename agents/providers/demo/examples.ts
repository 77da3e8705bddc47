import type { ToolOffer } from '../provider.ts';
import type { Language } from '../../run/language.ts';

const EXAMPLES: readonly { name: string; en: string; de: string }[] = [
  { name: 'calculate', en: 'Units: “5 miles in km”', de: 'Einheiten: „5 Meilen in km“' },
  { name: 'time', en: 'Time: “How many days until Christmas?”', de: 'Zeit: „Wie viele Tage sind es bis Weihnachten?“' },
  { name: 'calendar', en: 'Calendar: “When am I free tomorrow?”', de: 'Kalender: „Wann habe ich morgen Zeit?“' },
  {
    name: 'post_event',
    en: 'Events: “Set up a meeting tomorrow at 14:00”',
    de: 'Termine: „Leg morgen um 14 Uhr ein Treffen an“',
  },
  {
    name: 'post_poll',
    en: 'Polls: “Make a poll where to eat: Thai, pizza, salad”',
    de: 'Umfragen: „Mach eine Umfrage, wo wir essen: Thai, Pizza, Salat“',
  },
  { name: 'search_web', en: 'Search: “Latest news on heat pumps”', de: 'Suche: „Suche nach Wärmepumpen“' },
  { name: 'read_page', en: 'Pages: any address, with a question', de: 'Seiten: irgendeine Adresse mit einer Frage' },
  {
    name: 'make_table',
    en: 'Tables: “Table of apples 3, pears 5”',
    de: 'Tabellen: „Eine Tabelle mit Äpfel 3, Birnen 5“',
  },
  {
    name: 'chart',
    en: 'Charts: “Line chart of Mon 12, Tue 15, Wed 9”',
    de: 'Diagramme: „Liniendiagramm: Mo 12, Di 15, Mi 9“',
  },
  {
    name: 'write_file',
    en: 'Files: “Write notes.md: The bees are well”',
    de: 'Dateien: „Schreib in notizen.md: Den Bienen geht es gut“',
  },
  { name: 'run_python', en: 'Python: “python: print(2**100)”', de: 'Python: „python: print(2**100)“' },
  { name: 'run_python', en: 'Pictures: “Plot Mon 12, Tue 15, Wed 9”', de: 'Bilder: „Zeichne: Mo 12, Di 15, Mi 9“' },
];

/** What people can try of the tools that are offered; empty where none of them is. */
export function examplesOf(offers: readonly ToolOffer[], language: Language): string {
  const names = new Set(offers.map(({ name }) => name));
  const lines = EXAMPLES.filter(({ name }) => names.has(name)).map((example) => `- ${example[language]}`);
  if (lines.length === 0) return '';
  const head = language === 'de' ? 'Mit Werkzeugen, die wirklich laufen, auch:' : 'And with tools, which really run:';
  return `${head}\n\n${lines.join('\n')}`;
}
