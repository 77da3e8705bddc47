// Parses the words of a language while the page is built: a browser then needs no parser for them.
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import compile from 'icu-minify/compile';

const run = promisify(execFile);
const PRINT = 'import(process.argv[1]).then(({ messages }) => process.stdout.write(JSON.stringify(messages)))';

/** A loader for `messages/<language>/messages.ts`. */
export default function messagesLoader() {
  const done = this.async();
  this.addContextDependency(dirname(this.resourcePath));
  // In a process of its own: a module that was imported once stays as it was, however often it is changed.
  run(process.execPath, ['-e', PRINT, pathToFileURL(this.resourcePath).href], { maxBuffer: 16 * 1024 * 1024 }).then(
    ({ stdout }) => done(null, `export const messages = ${JSON.stringify(compiled(JSON.parse(stdout)))};`),
    done,
  );
}

function compiled(words) {
  if (typeof words === 'string') return compile(words);
  return Object.fromEntries(Object.entries(words).map(([key, word]) => [key, compiled(word)]));
}
