import { expect, test } from 'vitest';
import { projectFiles } from './projectFiles.ts';

const asked = (text: string, language: 'en' | 'de' = 'en') =>
  projectFiles({ text, language, looksUp: false, today: null, firstHit: null });
const writes = (path: string, content: string, message = `Write ${path}`) => [
  { name: 'write_file', input: { path, content, message } },
];

test.each([
  ['Write notes.md: The bees are well.', writes('notes.md', 'The bees are well.\n')],
  ['Please save this as docs/plan.md\n# Plan\n\n- honey', writes('docs/plan.md', '# Plan\n\n- honey\n')],
  ['put it into the file `a/b.txt`: x', writes('a/b.txt', 'x\n')],
  ['Read docs/plan.md', [{ name: 'read_file', input: { path: 'docs/plan.md' } }]],
  ['Show me the file notes.md, please', [{ name: 'read_file', input: { path: 'notes.md' } }]],
  ['Which files are there?', [{ name: 'list_files', input: {} }]],
  ['Read https://example.org/a.html', []],
  ['Write a poem: about bees', []],
  ['Write notes.md', []],
  ['What is 3.5 times 2?', []],
])('the demo does with files what %j asks', (text, wishes) => {
  expect(asked(text)).toEqual(wishes);
});

test.each([
  ['Schreib in die Datei notizen.md: Alles gut.', writes('notizen.md', 'Alles gut.\n', 'notizen.md schreiben')],
  ['Lies bitte notizen.md', [{ name: 'read_file', input: { path: 'notizen.md' } }]],
  ['Welche Dateien gibt es?', [{ name: 'list_files', input: {} }]],
])('and in German what %j asks', (text, wishes) => {
  expect(asked(text, 'de')).toEqual(wishes);
});
