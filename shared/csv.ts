export type Cell = string | number | boolean | null;

/** What parts fields for one spreadsheet program or another, by the language it speaks and what people chose. */
const SEPARATORS = [',', ';', '\t', '|'];

/**
 * Rows as CSV (RFC 4180): lines end in CR LF, what needs it stands in quotes. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it, within a cell too where one that takes another separator would begin a cell
 * there; numbers are left alone. Beyond ASCII it begins with the mark without which Excel takes it for another encoding.
 */
export function csvText(rows: readonly (readonly Cell[])[], separator: ',' | ';' = ','): string {
  const text = rows.map((row) => `${row.map((cell) => field(cell, separator)).join(separator)}\r\n`).join('');
  return /[^\x00-\x7f]/.test(text) ? `\ufeff${text}` : text;
}

function field(cell: Cell, separator: string): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? harmless(cell, separator) : String(cell);
  return /["\r\n]/.test(text) || text.includes(separator) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** As OWASP's "CSV Injection" has it; a sign before a plain number begins no formula. */
function harmless(text: string, separator: string): string {
  const isFormula = /^[\s\u0000-\u001f]*[=+\-@\t\r＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text);
  const inside = harmlessInside(text, separator);
  return isFormula && !isNumber(text) ? `'${inside}` : inside;
}

/**
 * Quotes hold a cell together only for who takes our separator: for others they are signs in the midst of another cell,
 * and lines end within them. Prose with `- ` and `@` stays as it is there as long as it could call nothing.
 */
function harmlessInside(text: string, separator: string): string {
  const others = SEPARATORS.filter((one) => one !== separator).join('');
  const parts = new RegExp(`(?<=[${others}])`);
  return text
    .split(/(?<=[\r\n])/)
    .map((line, lineAt) => {
      const canCall = /[(|!\[]/.test(line);
      return line
        .split(parts)
        .map((part, at) => {
          if (lineAt === 0 && at === 0) return part;
          const begins = /^["\s]*([=+\-@＝＋－＠])/.exec(part)?.[1];
          if (begins === undefined || (!canCall && begins !== '=' && begins !== '＝')) return part;
          return isNumber(part.replace(/[,;|]$/, '').trim()) ? part : `'${part}`;
        })
        .join('');
    })
    .join('');
}

/** Plain ones, and those of telephones in groups: a spreadsheet takes these for text. */
function isNumber(text: string): boolean {
  return /^[+-]?\d+([.,]\d+)*( ?%)?$/.test(text) || /^\+\d{1,4}(?: \(?\d+\)?)+$/.test(text);
}
