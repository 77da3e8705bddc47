const LENGTH = 160;
/** The line between the head of a table and its rows. */
const RULE = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*$/gm;

/** The beginning of a message as one plain line. */
export function plainLine(text: string): string {
  const line = plainText(text.slice(0, LENGTH * 4));
  return line.length > LENGTH ? `${wholeSigns(line.slice(0, LENGTH - 1)).trimEnd()}…` : line;
}

/** A short text in one line: markdown's signs go, the words stay. */
export function plainText(text: string): string {
  return text
    .replace(/```[^\n]*\n?/g, ' ')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?)/gm, '')
    .replace(RULE, '')
    .replace(/^[ \t]*\|(.*?)\|?[ \t]*$/gm, (_row, cells: string) =>
      cells.split('|').map(trimmed).filter(Boolean).join(', '),
    )
    .replace(/(\*\*|__|~~)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^\n*]*[^\s*])\*(?![\w*])/g, '$1')
    .replace(/(?<!\w)_(?=\S)([^\n_]*[^\s_])_(?!\w)/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function trimmed(text: string): string {
  return text.trim();
}

/** Without the half of a sign that was cut in two at the end. */
function wholeSigns(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
