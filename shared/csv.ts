export type Cell = string | number | boolean | null;

/**
 * Rows as CSV (RFC 4180): lines end in CR LF, what needs it stands in quotes. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it; numbers are left alone. Beyond ASCII it begins with the mark without which
 * Excel takes it for another encoding.
 */
export function csvText(rows: readonly (readonly Cell[])[], separator: ',' | ';' = ','): string {
  const text = rows.map((row) => `${row.map((cell) => field(cell, separator)).join(separator)}\r\n`).join('');
  return /[^\x00-\x7f]/.test(text) ? `\ufeff${text}` : text;
}

function field(cell: Cell, separator: string): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? harmless(cell) : String(cell);
  return /["\r\n]/.test(text) || text.includes(separator) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** As OWASP's "CSV Injection" has it; a sign before a plain number begins no formula. */
function harmless(text: string): string {
  const isFormula = /^[\s\u0000-\u001f]*[=+\-@\t\r＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text);
  return isFormula && !/^[+-]?\d+([.,]\d+)*( ?%)?$/.test(text) ? `'${text}` : text;
}
