import { plainText } from '../../shared/plainLine.ts';

/** So much of a long line, up to the end of a word. */
const PIECE = /[^\n]{1,800}(?!\S)|[^\n]{1,800}/g;
/** Has no words: a rule, the line below a heading, where code begins and ends. */
const SILENT = /^\s*(?:(?:[-*_=]\s*){3,}|(?:```|~~~).*)$/;
/** A heading, an item, a row: what comes before it and after it is a sentence of its own. */
const APART = /^\s*(?:#|>|\||[-*+]\s|\d+[.)]\s)/;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

/** A whole message as it is to be heard: in plain words, with a pause where a block ends. */
export function spoken(markdown: string): string {
  let words = '';
  let ends = false;
  for (const line of markdown.split('\n')) {
    const pieces = SILENT.test(line) ? [] : (line.match(PIECE) ?? []);
    const plain = pieces.map(plainText).filter(Boolean).join(' ').replace(ESCAPED, '$1');
    const isApart = plain === '' || APART.test(line);
    ends ||= isApart;
    if (plain === '') continue;
    words += words === '' ? plain : `${ends && /[\p{L}\p{N})]$/u.test(words) ? '.' : ''} ${plain}`;
    ends = isApart;
  }
  return words;
}
