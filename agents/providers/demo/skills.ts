import type { Language } from '../../run/language.ts';
import { sentencesOf } from '../../run/sentences.ts';
import { findSums, formatNumber } from './arithmetic.ts';
import { keywords } from './topic.ts';

const DATE =
  /\bwhat(?:'s|’s| is) (?:the |today(?:'|’)?s )?date\b|\b(?:what|which) (?:day|date) is (?:it|today)\b|\btoday(?:'|’)s date\b|welche[rsn]? (?:tag|datum)\b.{0,20}\b(?:ist|haben)|heutige[s]? datum/i;
const TIME = /\bwhat time is it\b|\bwhat(?:'s|’s| is) the time\b|wie sp(?:ä|ae)t ist|wie ?viel uhr/i;
const COUNT =
  /\bcount\b|\bhow many (?:words|characters|letters|lines|sentences)\b|\bzähl(?:e|t|en)?\b|wie ?viele (?:wörter|zeichen|buchstaben|zeilen|sätze)/i;
const SUMMARY =
  /\bsummari[sz]e\b|\bsummary of\b|\btl;?dr\b|\bshorten\b|fass\p{L}* .{0,80}zusammen|zusammenfassung|\bkürze\b/iu;

const LONGEST_SUM = 1000;

/** What can be had without any model: sums, the date, counting, and a summary made of a text's own sentences. */
export function skill(text: string, language: Language, now: Date): string | null {
  return (
    greeted(text, language) ??
    dateOrTime(text, language, now) ??
    counted(text, language) ??
    summarised(text, language) ??
    sum(text, language)
  );
}

/** What needs nothing but the text of the request: greeting back, counting and summarising it. */
export function handiwork(text: string, language: Language): string | null {
  return greeted(text, language) ?? counted(text, language) ?? summarised(text, language);
}

const GREETING =
  /^\W*(?:hi|hello|hey|hallo|moin|servus|guten (?:morgen|tag|abend)|good (?:morning|evening|afternoon))(?: \p{L}+)?\W*$/iu;

/** True where a request says hello and nothing else. */
export function isGreeting(text: string): boolean {
  return GREETING.test(text);
}

function greeted(text: string, language: Language): string | null {
  if (!isGreeting(text)) return null;
  return language === 'de'
    ? `Hallo. Frag mich etwas aus meinem Gebiet, und ich zeige dir, wie eine Antwort aussieht. Wirklich kann ich auch so:

- rechnen: „Was ist 17,5 % von 2.480?“
- das Datum: „Welcher Tag ist heute?“
- zählen: „Zähle die Wörter:“ und darunter ein Text
- kürzen: „Fasse zusammen:“ und darunter ein Text

Mit \`@\` sprichst du andere Agenten an, mit \`@all\` alle zugleich.`
    : `Hello. Ask me something from my field, and I will show you what an answer looks like. What I can really do as it is:

- sums: “What is 17.5 % of 2,480?”
- the date: “What date is it today?”
- counting: “Count the words:” with a text below
- shortening: “Summarise:” with a text below

With \`@\` you address other agents, with \`@all\` all of them at once.`;
}

function sum(text: string, language: Language): string | null {
  const found = text.length <= LONGEST_SUM ? findSums(text, language)[0] : undefined;
  if (found === undefined) return null;
  const result = `**${found.expression} = ${formatNumber(found.value, language)}**`;
  return language === 'de'
    ? `${result}\n\nDas ist ausgerechnet, nicht geraten.`
    : `${result}\n\nThat is computed, not guessed.`;
}

function dateOrTime(text: string, language: Language, now: Date): string | null {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(now);
  if (TIME.test(text)) {
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(now);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return language === 'de'
      ? `Auf dem Server ist es **${time} Uhr** (${zone}), ${day}.`
      : `On the server it is **${time}** (${zone}), ${day}.`;
  }
  if (!DATE.test(text)) return null;
  return language === 'de' ? `Heute ist **${day}**.` : `Today is **${day}**.`;
}

function counted(text: string, language: Language): string | null {
  const given = COUNT.test(text) ? givenText(text) : null;
  if (given === null) return null;
  const rows: [string, string, number][] = [
    ['Words', 'Wörter', words(given).length],
    ['Characters', 'Zeichen', Array.from(given).length],
    ['Without spaces', 'Ohne Leerzeichen', Array.from(given.replace(/\s/g, '')).length],
    ['Sentences', 'Sätze', sentencesOf(given).length],
    ['Lines', 'Zeilen', given.split('\n').length],
  ];
  const german = language === 'de';
  const lines = rows.map(([en, de, count]) => `| ${german ? de : en} | ${formatNumber(count, language)} |`);
  const head = german ? '| Gezählt | Anzahl |' : '| Counted | Number |';
  return `${head}\n| --- | ---: |\n${lines.join('\n')}`;
}

function summarised(text: string, language: Language): string | null {
  const given = SUMMARY.test(text) ? givenText(text) : null;
  const all = given === null ? [] : sentencesOf(given);
  if (given === null || all.length < 3) return null;
  const weights = new Map<string, number>();
  for (const word of words(given)) {
    if (keywords(word, 1).length > 0) weights.set(word.toLowerCase(), (weights.get(word.toLowerCase()) ?? 0) + 1);
  }
  const weigh = (sentence: string) => {
    const own = words(sentence);
    return own.reduce((sum, word) => sum + (weights.get(word.toLowerCase()) ?? 0), 0) / Math.sqrt(own.length + 1);
  };
  const most = Math.min(3, Math.ceil(all.length / 3));
  const best = all
    .map((sentence, at) => ({ sentence, at, weight: weigh(sentence) }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, most)
    .sort((a, b) => a.at - b.at)
    .map(({ sentence }) => `- ${sentence}`)
    .join('\n');
  return language === 'de'
    ? `Die ${most === 1 ? 'Aussage' : 'Sätze'}, die von ${all.length} am meisten tragen, im Wortlaut:\n\n${best}`
    : `Of ${all.length} sentences, ${most === 1 ? 'the one that carries' : 'those that carry'} most, word for word:\n\n${best}`;
}

/** The text that is given with a request: in quotation marks, after its first line, or after a colon. */
function givenText(text: string): string | null {
  const inQuotes = /["“„«]([^"“”„«»]{3,})["“”»]/.exec(text)?.[1];
  const below = /\n\s*(\S[\s\S]*)$/.exec(text)?.[1];
  const after = /:\s+(\S[\s\S]*)$/.exec(text)?.[1];
  return (below ?? inQuotes ?? after)?.trim() ?? null;
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}
