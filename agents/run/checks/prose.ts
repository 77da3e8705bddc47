const LONGEST_READ = 40_000;

/** The words of a Markdown text: without code, quotations, tables and addresses, which have their own ways. */
export function proseOf(text: string): string {
  return text
    .slice(0, LONGEST_READ)
    .replace(/```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g, '\n')
    .replace(/`[^`\n]*`|https?:\/\/\S+/g, ' ')
    .replace(/^[ \t]*(?:[|>]|[-=*_]{3,}[ \t]*$).*$/gm, '');
}
