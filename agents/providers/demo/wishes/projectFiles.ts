import type { Asked, Wish } from './wish.ts';

const PATH = '[`“„"]?([\\p{L}\\d_.-]+(?:/[\\p{L}\\d_.-]+)*\\.[a-z][a-z\\d]{0,5})[`”“"]?';
const WRITES = new RegExp(
  `(?:^|\\s)(?:write|save|put|create|schreib\\p{L}*|speicher\\p{L}*|leg\\p{L}*) (?:.{0,80}? )?${PATH}(?=[\\s:,.]|$)`,
  'iu',
);
const READS = new RegExp(
  `(?:^|\\s)(?:read|show|open|lies|zeig\\p{L}*|öffne) (?:.{0,40}? )?${PATH}(?=[\\s:,.?]|$)`,
  'iu',
);
const LISTS = /\b(?:list|which|what|show|welche|zeig\p{L}*|liste)\b.{0,30}?\b(?:files|dateien)\b/iu;

/** What is to be done with files of the project that the request names: writing what stands in it, reading, listing. */
export function projectFiles({ text, language }: Asked): Wish[] {
  const [head = ''] = text.split('\n', 1);
  if (/https?:\/\//i.test(head)) return [];
  const written = WRITES.exec(head)?.[1];
  const content = (/\n\s*(\S[\s\S]*)$/.exec(text)?.[1] ?? /:\s+(\S[\s\S]*)$/.exec(text)?.[1])?.trimEnd() ?? '';
  if (written !== undefined && content !== '') {
    const message = language === 'de' ? `${written} schreiben` : `Write ${written}`;
    return [{ name: 'write_file', input: { path: written, content: `${content}\n`, message } }];
  }
  const read = READS.exec(head)?.[1];
  if (read !== undefined) return [{ name: 'read_file', input: { path: read } }];
  return LISTS.test(head) ? [{ name: 'list_files', input: {} }] : [];
}
