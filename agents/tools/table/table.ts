import * as z from 'zod';
import { fileName } from '../../../shared/fileName.ts';
import type { Tool } from '../tool.ts';
import { writeCsv } from './csv.ts';
import { markdownTable } from './markdownTable.ts';

/** How many rows the answer is shown; the file has all. */
const SHOWN_ROWS = 50;
const MOST_CELLS = 50_000;

const Cell = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]);
const Table = z.object({
  name: z.string().trim().min(1).max(120).describe('Of the file, without ending'),
  columns: z.array(z.string().max(200)).min(1).max(50),
  rows: z.array(z.array(Cell).max(50)).max(5_000),
  separator: z.enum([',', ';']).optional().describe('"," unless it is for a spreadsheet in German, which takes ";"'),
});
export type Table = z.infer<typeof Table>;

/** Rows as a Markdown table, and as a CSV file for the chat. */
export function tableTool(): Tool<Table> {
  return {
    name: 'make_table',
    about: [
      'Makes a CSV file from rows, attaches it to the answer, and gives the same as a Markdown table to put into the answer.',
      'Every row has a cell for each of `columns`, in their order: text, number, true/false or null. Give numbers as numbers.',
      'Use it when people can work on with the data; for a few rows write the Markdown table yourself.',
    ].join('\n'),
    effect: 'read',
    input: Table,
    limits: { timeMs: 10_000, characters: 30_000 },
    async run({ name, columns, rows, separator }) {
      if (columns.length * rows.length > MOST_CELLS) {
        return { kind: 'failed', failure: 'too-large', text: `A table has at most ${MOST_CELLS} cells.` };
      }
      const wrong = rows.findIndex((row) => row.length !== columns.length);
      if (wrong !== -1) {
        const text = `Row ${wrong + 1} has ${rows[wrong]?.length ?? 0} cells, but there are ${columns.length} columns.`;
        return { kind: 'failed', failure: 'bad-input', text };
      }
      const file = { name: fileName(name, 'csv'), bytes: writeCsv([columns, ...rows], separator) };
      const more = rows.length > SHOWN_ROWS ? `\n\n${rows.length - SHOWN_ROWS} more rows are in the file.` : '';
      const text = `Made ${file.name} with ${rows.length} rows.\n\n${markdownTable(columns, rows.slice(0, SHOWN_ROWS))}${more}`;
      return { kind: 'done', text, fromOutside: false, files: [file] };
    },
  };
}
