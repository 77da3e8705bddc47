/** Letters of other alphabets that look like Latin ones, as they are used to write a word that no list has. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', һ: 'h', ԁ: 'd', ԛ: 'q', ѵ: 'v' },
  ...{ ɡ: 'g', ι: 'i', ο: 'o', α: 'a', ν: 'v', ρ: 'p', ϲ: 'c', ı: 'i', ʏ: 'y', ո: 'n', օ: 'o', ѐ: 'e', ӏ: 'l' },
};
const LETTERS = new RegExp(`[${Object.keys(LOOKS_LIKE).join('')}]`, 'gu');
/** Words of one alphabet only are what they are. */
const MIXED = /[a-z]/i;
const UNSEEN = /[\p{Cf}\p{Mn}\uFE00-\uFE0F\u3164\uFFA0]/gu;
/** Letters with a space or dot after each. */
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?:[ .·_-]\p{L}){5,400}(?![\p{L}\p{N}])/gu;

/** A piece of text as rules read it: lower case, in plain letters, without what nobody sees. */
export function plain(text: string): string {
  const seen = text.normalize('NFKC').replace(UNSEEN, '').toLowerCase().normalize('NFC');
  const joined = seen.replace(SPACED, (run) => run.replace(/[ .·_-]/g, ''));
  const latin = MIXED.test(joined) ? joined.replace(LETTERS, (letter) => LOOKS_LIKE[letter] ?? letter) : joined;
  return latin
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}
