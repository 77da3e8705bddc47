// Used by the programs of the children only: what they say and hear, and how they close themselves before others' code runs.
import { Buffer } from 'node:buffer';
import { readSync, writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { MOST, Order, type Said } from './messages.ts';

const STDIN = 0;
const STDOUT = 1;
const PAGE = 64 * 1024;
const exitProcess: (code: number) => never = process.exit.bind(process);

/** Blocks until the whole of it is written: what was printed must not be lost when the process is killed. */
export function say(said: Said): void {
  const bytes = Buffer.from(`${JSON.stringify(said)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(STDOUT, bytes, written);
}

/** Waits for the order without turning; a parent that goes before it gives one ends the process. */
export function hear(): Order {
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.alloc(PAGE);
    const length = readSync(STDIN, part);
    if (length === 0) break;
    parts.push(part.subarray(0, length));
  }
  if (parts.length === 0) leave();
  return Order.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
}

export function leave(): never {
  return exitProcess(0);
}

const MOST_LINES = 40;

/** A program that fell deep would fill it with the same line. */
function fewLines(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= MOST_LINES) return text;
  const half = MOST_LINES / 2;
  return [...lines.slice(0, half), `… ${lines.length - MOST_LINES} lines more …`, ...lines.slice(-half)].join('\n');
}

/** The last word of a child. */
export function fail(reason: Extract<Said, { kind: 'failed' }>['reason'], message: string): never {
  say({ kind: 'failed', reason, message: shorten(fewLines(message), MOST.message) });
  leave();
}

export function finish(result: string | undefined): never {
  say({ kind: 'done', ...(result === undefined ? {} : { result: shorten(result, MOST.result) }) });
  leave();
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

let kept = 0;
let ever = 0;

/** Passes on what a program prints, the first of it; one that never stops printing is ended. */
export function print(text: string): void {
  ever += text.length;
  if (kept < MOST.printed && text !== '') {
    const part = text.slice(0, MOST.printed - kept);
    kept += part.length;
    say({ kind: 'printed', text: part });
    if (part.length < text.length) say({ kind: 'cut' });
  } else if (text !== '' && ever - text.length === MOST.printed) say({ kind: 'cut' });
  if (ever > MOST.everPrinted) fail('output', 'The program was ended: it printed without end. Print less.');
}

export type Made = { name: string; bytes: Uint8Array };

/** Hands over what was written to /out, or ends with the words why not. */
export function handOver(files: readonly Made[]): void {
  if (files.length > MOST.files) {
    fail('files', `The program wrote ${files.length} files to /out; at most ${MOST.files} can be kept. Write fewer.`);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > MOST.fileBytes) {
    fail(
      'files',
      `The files in /out have ${bytes} bytes together; at most ${MOST.fileBytes} can be kept. Make them smaller.`,
    );
  }
  for (const { name, bytes } of files) say({ kind: 'file', name, bytes: Buffer.from(bytes).toString('base64') });
}

/** What an interpreter in WebAssembly needs of JavaScript. Everything else of Node's is taken away, its doors with it. */
const KEPT = new Set(
  (
    'globalThis Infinity NaN undefined parseFloat parseInt isFinite isNaN decodeURI decodeURIComponent encodeURI ' +
    'encodeURIComponent Object Function Array Number Boolean String Symbol Date Promise RegExp Error AggregateError EvalError ' +
    'RangeError ReferenceError SyntaxError TypeError URIError SuppressedError JSON Math Intl ArrayBuffer SharedArrayBuffer ' +
    'Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array ' +
    'Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy Reflect ' +
    'FinalizationRegistry WebAssembly TextDecoder TextEncoder setTimeout clearTimeout queueMicrotask performance AbortController ' +
    'AbortSignal'
  ).split(' '),
);

/** Takes `process`, `fetch`, `console` and everything like them from all code of this process, its libraries' included. */
export function takeGlobals(): void {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!KEPT.has(name) && !Reflect.deleteProperty(globalThis, name)) throw new Error(`cannot take ${name} away`);
  }
}

/** From here on no module can be loaded, Node's own neither. */
export function closeImports(): void {
  const closed = (): never => {
    throw new Error('no more modules');
  };
  registerHooks({ resolve: closed, load: closed });
}

const PAGES = 65_536;

/** No WebAssembly memory made or grown from here on has more than `most` bytes after growing: the program inside sees that there is none. */
export function capMemory(most: number): void {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function capped(this: WebAssembly.Memory, pages: number) {
    if (this.buffer.byteLength + pages * PAGES > most) throw new RangeError('no more memory');
    return grow.call(this, pages);
  };
}
