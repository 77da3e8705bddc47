export type Cell = string | number | boolean | null;

/**
 * Rows as CSV (RFC 4180): lines end in CR LF, what needs it stands in quotes. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it; numbers are left alone. Beyond ASCII it begins with the mark without which
 * Excel takes it for another encoding.
 */
export function writeCsv(rows: readonly (readonly Cell[])[], separator: ',' | ';' = ','): Uint8Array {
  const text = rows.map((row) => `${row.map((cell) => field(cell, separator)).join(separator)}\r\n`).join('');
  const mark = /[^\x00-\x7f]/.test(text) ? '\ufeff' : '';
  return new TextEncoder().encode(mark + text);
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

/** Reads CSV as leniently as spreadsheets do: any line end, quotes that are never closed end with the text. */
export function readCsv(text: string, separator: ',' | ';' = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  const input = text.replace(/^\ufeff/, '');
  const endRow = () => {
    rows.push([...row, value]);
    row = [];
    value = '';
  };
  for (let at = 0; at < input.length; at++) {
    const sign = input.charAt(at);
    if (quoted) {
      if (sign !== '"') value += sign;
      else if (input[at + 1] === '"') value += input.charAt(++at);
      else quoted = false;
    } else if (sign === '"' && value === '') quoted = true;
    else if (sign === separator) {
      row.push(value);
      value = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && input[at + 1] === '\n') at += 1;
      endRow();
    } else value += sign;
  }
  if (value !== '' || row.length > 0) endRow();
  return rows;
}
