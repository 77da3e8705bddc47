import type { Cell } from '../../../shared/csv.ts';

/** A table of GitHub's Markdown; columns of nothing but numbers stand to the right. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, at) => (isNumeric(rows, at) ? '---:' : '---'));
  return [
    line(columns.map(text)),
    line(rule),
    ...rows.map((row) => line(columns.map((_, at) => text(row[at] ?? null)))),
  ].join('\n');
}

function isNumeric(rows: readonly (readonly Cell[])[], at: number): boolean {
  const filled = rows.map((row) => row[at] ?? null).filter((cell) => cell !== null);
  return filled.length > 0 && filled.every((cell) => typeof cell === 'number');
}

/** A cell is one line, and what would end it is escaped. */
function text(cell: Cell): string {
  if (cell === null) return '';
  return String(cell)
    .replace(/\\(?=\|)/g, '\\\\')
    .replaceAll('|', '\\|')
    .replace(/\s+/g, (gap) => (/[\r\n]/.test(gap) ? ' ' : gap))
    .trim();
}
