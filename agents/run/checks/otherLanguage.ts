/** Small words that only one of these languages has, or a script of its own. */
const LANGUAGES: readonly { language: string; words: RegExp }[] = [
  {
    language: 'en',
    words: /\b(?:the|and|is|of|what|please|with|are|you|to|how|this|that|for|can|it|my|me|do|does|which|why)\b/giu,
  },
  {
    language: 'de',
    words:
      /(?<!\p{L})(?:der|die|das|und|ist|nicht|bitte|für|wie|ein|eine|ich|mit|auf|sind|zu|mir|wir|sich|kann|auch|oder)(?!\p{L})/giu,
  },
  {
    language: 'fr',
    words: /(?<!\p{L})(?:les|des|est|pour|avec|une|être|dans|qui|vous|je|et|du|sur|pas|ce)(?!\p{L})/giu,
  },
  {
    language: 'es',
    words: /(?<!\p{L})(?:los|las|para|con|una|está|por|del|que|el|es|como|más|qué|y|se)(?!\p{L})/giu,
  },
  { language: 'cyrillic', words: /\p{Script=Cyrillic}{2,}/giu },
  { language: 'arabic', words: /\p{Script=Arabic}{2,}/giu },
  { language: 'cjk', words: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}/giu },
];

/** Whoever says one of these may mean that another language is to be written. */
const NAMED =
  /(?<!\p{L})(?:translat\w*|language\w*|english|german|french|spanish|italian|portuguese|russian|arabic|chinese|japanese|korean|polish|turkish|dutch|latin|übersetz\w*|sprache\w*|englisch\w*|deutsch\w*|französisch\w*|spanisch\w*|italienisch\w*|russisch\w*|polnisch\w*|türkisch\w*|tradui\w*|anglais|allemand|traduc\w*|inglés|alemán)(?!\p{L})/iu;

const LONGEST_READ = 4_000;

/**
 * Whether prose is clearly in another language than the request, where nothing says that it should be: enough words of
 * each tell, and what quotes or mixes several tells nothing.
 */
export function speaksAnother(prose: string, request: string, instructions: readonly string[]): boolean {
  if ([request, ...instructions].some((text) => NAMED.test(text))) return false;
  const asked = languageOf(request, { least: 3, clearly: 3 });
  const said = languageOf(prose, { least: 10, clearly: 4 });
  return asked !== null && said !== null && asked !== said;
}

/** Whether a text can be English or German: it is not clearly in one of the others, nor in letters of theirs. */
export function isInKnownLanguage(text: string): boolean {
  const letters = text.slice(0, LONGEST_READ).match(/\p{L}/gu) ?? [];
  const foreign = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length;
  if (foreign >= 4 && foreign * 4 >= letters.length) return false;
  const language = languageOf(text, { least: 2, clearly: 2 });
  return language === null || language === 'en' || language === 'de';
}

/** The language of which there are so many words, and so many times more than of any other; null where that is not clear. */
function languageOf(text: string, { least, clearly }: { least: number; clearly: number }): string | null {
  const read = text.slice(0, LONGEST_READ);
  const counts = LANGUAGES.map(({ language, words }) => ({ language, count: read.match(words)?.length ?? 0 }));
  counts.sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  if (first === undefined || first.count < least) return null;
  return first.count >= clearly * (second?.count ?? 0) ? first.language : null;
}
