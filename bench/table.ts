import type { Figure } from './figures.ts';

type Line = { row: string; form: string; figure: Figure };

/** Prints the figures as columns, each beside its limit. */
export function printTable(lines: readonly Line[]): void {
  const head = ['row', 'on', 'what', 'figure', 'limit beside it', 'bar', ''];
  const cells = lines.map(({ row, form, figure }) => {
    const { what, value, limit, bar, pass } = figure;
    return [row, form, what, value, limit, bar, pass === undefined ? '' : pass ? 'pass' : 'MISS'];
  });
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const print = (line: readonly string[]) =>
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log();
  print(head);
  print(widths.map((width) => '─'.repeat(width)));
  for (const line of cells) print(line);
}
