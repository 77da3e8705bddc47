import type { Language } from '../../run/language.ts';

const STOP = new Set(
  `a about all also am an and any are as at be because been best better between but by can change changed client
  compare could day did do does each explain few find first for from get give had has have hello help how idea ideas
  if in into is it its just know known let like list make many may me more most much my need new no not now of on
  one or our out over own please say see should show small so some tell than that the their them then there these
  they thing things this three to two up us use very want was we were what when where which while who why will with
  without word words would write you your four five six seven eight nine ten last next longer finds works work try
  opens open old big plan name names way really hi hey thanks aber alle als also am an auch auf aus bei beim bin bis
  bitte da damit dann das dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir
  doch du durch ein eine einem einen einer eines er erkläre es etwas euch euer fasse für gegen gib gibt habe haben
  hat hilf hilfe hier ich ihm ihn ihr ihre ihrem ihren im in ist ja jede jeder jedes kann kannst kein keine kleine
  kleinen kleines können könnt könnte mach mache man mehr mein meine meinen meiner mich mir mit möchte muss nach
  nenne nicht noch nun nur ob oder ohne schon schreib schreibe sehr sein seine sich sie sind so soll sollen sollte
  soviel über um und uns unser unsere unter viel viele vom von vor wann war waren warum was weil welche welchem
  welchen welcher welches wenn wer werden wie wieder will wir wird wo wofür wollen wurde würde eins zwei drei vier
  fünf sechs sieben acht neun zehn hilft besser gut richtig würdest planen hallo danke zeig zeige zu zum zur
  zusammen zwischen`.split(/\s+/),
);

/** The words that carry a request, as they were written, each once, at most `most`, in their order. */
export function keywords(text: string, most: number): string[] {
  const found = new Map<string, string>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}/+#.-]*[\p{L}\p{N}+#]|[\p{L}\p{N}]/gu)) {
    const key = word.toLowerCase();
    if (key.length < 2 || STOP.has(key) || /^\d$/.test(key) || found.has(key)) continue;
    found.set(key, word);
  }
  return [...found.values()].slice(0, most);
}

const LONGEST = 110;

/** The request in a line, in quotation marks, as it may be repeated back. */
export function quoted(text: string, language: Language): string {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/[.!?\s]+$/, '')
    .replace(/[*_`#|<>[\]]/g, '');
  const short = line.length <= LONGEST ? line : `${line.slice(0, LONGEST).replace(/\s+\S*$/, '')} …`;
  return language === 'de' ? `„${short}“` : `“${short}”`;
}

/** One of several, always the same for the same text. */
export function pick<T>(items: readonly [T, ...T[]], text: string): T {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return items[hash % items.length] ?? items[0];
}
