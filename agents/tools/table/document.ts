import * as z from 'zod';
import { fileName } from '../../../shared/fileName.ts';
import type { Tool } from '../tool.ts';
import { readCsv, writeCsv } from './csv.ts';

const Document = z.object({
  name: z.string().trim().min(1).max(120).describe('Of the file, without ending'),
  format: z.enum(['markdown', 'csv', 'text']),
  content: z.string().min(1).max(200_000),
  separator: z.enum([',', ';']).optional().describe('What parts the fields of CSV in `content`; "," without'),
});
export type Document = z.infer<typeof Document>;

const ENDINGS = { markdown: 'md', csv: 'csv', text: 'txt' } as const;

/** A text as a file for the chat. */
export function documentTool(): Tool<Document> {
  return {
    name: 'write_document',
    about: [
      'Writes a text file and attaches it to the answer: `format` "markdown", "csv" or "text", `content` its whole text.',
      'Use it when people asked for a file or the text is too long to read in a chat. For rows you have as data use make_table.',
    ].join('\n'),
    effect: 'read',
    input: Document,
    limits: { timeMs: 10_000, characters: 1_000 },
    async run({ name, format, content, separator }) {
      const bytes =
        format === 'csv'
          ? writeCsv(readCsv(content, separator), separator)
          : new TextEncoder().encode(content.replace(/\n?$/, '\n'));
      const file = { name: fileName(name, ENDINGS[format]), bytes };
      return { kind: 'done', text: `Wrote ${file.name} (${bytes.length} bytes).`, fromOutside: false, files: [file] };
    },
  };
}
