import { wordsOf } from './words.ts';

/** Words of any field, in English and German. */
const COMMON = new Set(
  `about after also answer answers because been before being best between both could does each every from have help helps
  here into know like make makes more most much need only other over some such tell than that their them then there these
  they thing things this those through very want should what when where which while will with word words would write writes your
  aber alle alles also antwort antworten auch bitte braucht dann dass dein deine deinen dem den denn der des diese diesen
  dieser dieses doch durch eine einem einen einer eines etwas frage fragen für gibt haben hilf hilft hier ihre immer jede
  jeden kann kannst machen mach mehr mein meine meinen nach nicht noch oder ohne schreib schreibe schreibt sehr sein seine
  sich sind soll sollte über unter viel vom von warum welche welcher wenn werden wie wird wort worte zeig zeige zum zur
  zwischen please show explain give find compare plan list agent agents erkläre erklär sag finde nenne vergleiche`.split(
    /\s+/,
  ),
);
const SHORTEST = 4;
const MOST = 60;

/** Words that hint at a field, from what somebody says an agent is for. */
export function fieldWords(texts: readonly string[]): string[] {
  const words = texts.flatMap(wordsOf).filter((word) => word.length >= SHORTEST && !COMMON.has(word));
  return [...new Set(words)].slice(0, MOST);
}
