/** The words of a text in lower case, without mentions, links and code. */
export function wordsOf(text: string): string[] {
  const prose = text
    .toLowerCase()
    .replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/(^|\s)@[\p{L}\p{N}_-]+/gu, '$1');
  return Array.from(prose.matchAll(/[\p{L}\p{N}][\p{L}\p{N}+#-]*/gu), ([word]) => word);
}

/** A word without the endings that number and case put on it, in English and German; short words stay as they are. */
export function stem(word: string): string {
  if (word.length < 5) return word;
  const cut = word.replace(/(?:ungen|ung|ing|ern|em|en|er|es|ed|e|s|n)$/, '');
  return cut.length >= 4 ? cut : word;
}
