/** What of a request tells how hard it is. */
export type Features = {
  characters: number;
  /** Lines that look like code. */
  codeLines: number;
  /** Signs of mathematics: operators between terms, formulas, its words. */
  maths: number;
  questions: number;
  /** Scripts and languages beside the first. */
  otherLanguages: number;
  tools: number;
  attachments: number;
  /** Turns before it. */
  depth: number;
};

const LONGEST_READ = 20_000;
const FENCE = /```[\s\S]*?(?:```|$)/g;
const CODE_LINE =
  /^\s*(?:(?:import|export|const|let|var|function|class|def|return|public|private|fn|func|package|using|#include|SELECT|INSERT|UPDATE|CREATE)\b|[}\])]+[;,]?\s*$|.*(?:[;{]|=>|\(\):?)\s*$|<\/?[a-z]+[^>]*>)/;
const MATHS =
  /\$[^$\n]+\$|\\(?:frac|sum|int|sqrt|lim)\b|[∑∫√≤≥≠∞π]|\b\d+(?:[.,]\d+)?\s*[-+*/^×÷]\s*\d|\b(?:equations?|integrals?|derivatives?|matri(?:x|ces)|prove|proof|theorems?|probabilit(?:y|ies)|gleichung(?:en)?|ableitung(?:en)?|beweise?|wahrscheinlichkeit(?:en)?)\b/giu;
const QUESTION = /[?？؟]+/gu;
const LISTED = /^[ \t]*(?:\d{1,2}[.)]|[-*•])[ \t]+\S/gmu;

const LANGUAGES: readonly RegExp[] = [
  /\b(?:the|and|is|of|what|please|with)\b/giu,
  /(?:^|[^\p{L}])(?:der|die|das|und|ist|nicht|bitte|für)(?=[^\p{L}]|$)/giu,
  /(?:^|[^\p{L}])(?:les|des|est|pour|avec|une|être)(?=[^\p{L}]|$)/giu,
  /(?:^|[^\p{L}])(?:los|las|para|con|una|está|por)(?=[^\p{L}]|$)/giu,
  /\p{Script=Cyrillic}{3,}/giu,
  /\p{Script=Arabic}{3,}/giu,
  /\p{Script=Han}{2,}|\p{Script=Hiragana}{2,}|\p{Script=Katakana}{2,}|\p{Script=Hangul}{2,}/giu,
];
/** So many small words make a language one that is really there. */
const WORDS_OF_A_LANGUAGE = 2;

/** Reads a request's text (its first 20,000 characters, which are enough to tell) and what comes with it. */
export function featuresOf(text: string, more: { tools: number; attachments: number; depth: number }): Features {
  const read = text.slice(0, LONGEST_READ);
  const fenced = read.match(FENCE) ?? [];
  const prose = read.replace(FENCE, '\n');
  const inFences = fenced.reduce((sum, block) => sum + Math.max(0, block.split('\n').length - 2), 0);
  const loose = prose.split('\n').filter((line) => line.length < 400 && CODE_LINE.test(line)).length;
  const spoken = LANGUAGES.filter((language) => count(prose, language) >= WORDS_OF_A_LANGUAGE).length;
  return {
    characters: text.length,
    codeLines: inFences + loose,
    maths: count(prose, MATHS),
    questions: Math.max(count(prose, QUESTION), count(prose, LISTED)),
    otherLanguages: Math.max(0, spoken - 1),
    ...more,
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
