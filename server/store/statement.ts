const SHOWN = 200;

/** A statement as a log may show it: one line, cut short, with the values written in it replaced by `?`. */
export function describeStatement(text: string): string {
  const line = text
    .replace(/\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/g, '?')
    .replace(/\bE'(?:[^'\\]|''|\\.)*(?:'|$)/gi, '?')
    .replace(/'(?:[^']|'')*(?:'|$)/g, '?')
    .replace(/(?<![$\w.])\d+(?:\.\d+)?\b/g, '?')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
