import { cleanName, cleanText } from '../../../shared/text.ts';

/** Signs that are not seen or turn others round, tags among them: people would read something else than a model. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}]|(?![\n\t])\p{Cc}/gu;

/** Words of a stranger as a text of at most so many code units: what people see of it is all there is. */
export function plainOf(text: string, length: number): string {
  // What is cut off anyway is not looked at.
  const seen = cleanText(text.slice(0, 4 * length))
    .replace(UNSEEN, '')
    .trim();
  return seen.length <= length ? seen : `${seen.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The same in one line. */
export function oneLineOf(text: string, length: number): string {
  return cleanName(plainOf(text.replace(/\s+/gu, ' '), length));
}
