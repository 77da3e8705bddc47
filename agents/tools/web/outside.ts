/**
 * What nobody sees and a model reads all the same: controls, fillers, marks that turn the direction round, and the tags
 * and selectors in which whole sentences can be hidden (Unicode blocks E0000 and E0100). Joiners stay; scripts need them.
 */
const UNSEEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/** A text from outside with nothing in it that people would not see; its lines stay. */
export function seenText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(UNSEEN, '')
    .toWellFormed();
}

/** The same in one line of so many characters at most. */
export function seenLine(text: string, most: number): string {
  const line = seenText(text.slice(0, most * 4))
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
