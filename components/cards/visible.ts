/** Signs that are not seen, or turn around what is seen: a text could say another thing than it seems to. */
const HIDDEN = /[\p{Cf}\p{Co}\p{Cs}\u2028\u2029]|[^\P{Cc}\n\t]/gu;
/** Of these, what emojis and some scripts are written with. */
const NEEDED = new Set(['\u200d', '\u200c', '\u00ad']);

/** The text with its hidden signs as the numbers they have in Unicode, so that people see all of what a tool gets. */
export function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(HIDDEN, (sign) => {
    if (NEEDED.has(sign)) return sign;
    return `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** The text without its hidden signs, for words of the web that nobody decides by. */
export function withoutHidden(text: string): string {
  return text.replace(HIDDEN, (sign) => (NEEDED.has(sign) ? sign : ''));
}
