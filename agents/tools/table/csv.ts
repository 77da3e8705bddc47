import { type Cell, csvText } from '../../../shared/csv.ts';

/** Rows as the bytes of a CSV file. */
export function writeCsv(rows: readonly (readonly Cell[])[], separator: ',' | ';' = ','): Uint8Array {
  return new TextEncoder().encode(csvText(rows, separator));
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
