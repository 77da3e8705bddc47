// Used by the programs of the children only: what they say and hear, and how they close themselves before others' code runs.
import { Buffer } from 'node:buffer';
import { readSync, writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { Delivery, MOST, Order, type Said } from './messages.ts';

const STDIN = 0;
const STDOUT = 1;
const PAGE = 64 * 1024;
const NEW_LINE = 10;
const exitProcess: (code: number) => never = process.exit.bind(process);

/** Blocks until the whole of it is written: what was printed must not be lost when the process is killed. */
export function say(said: Said): void {
  const bytes = Buffer.from(`${JSON.stringify(said)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(STDOUT, bytes, written);
}

/** Waits for the order without turning; a parent that goes before it gives one ends the process. */
export function hear(): Order {
  return Order.parse(JSON.parse(hearLine()));
}

/** Asks for the packages that have a module, and takes them one by one, until one can not be taken. False where they could not be had. */
export function ask(module: string, take: (about: Package, bytes: Uint8Array) => void): boolean {
  say({ kind: 'import', module: module.slice(0, MOST.module) });
  let fault: { error: unknown } | undefined;
  for (;;) {
    const delivery = Delivery.parse(JSON.parse(hearLine()));
    if (delivery.kind !== 'package') {
      if (fault !== undefined) throw fault.error;
      return delivery.kind === 'all';
    }
    // All of it is heard in any case: what is said next would be taken for the rest of it.
    const bytes = hearBytes(delivery.size);
    try {
      if (fault === undefined) take(delivery, bytes);
    } catch (error) {
      fault = { error };
    }
  }
}

export type Package = Extract<Delivery, { kind: 'package' }>;

/** What was read and is not heard yet. */
let ahead = Buffer.alloc(0);

function hearLine(): string {
  const parts: Buffer[] = [];
  for (;;) {
    const end = ahead.indexOf(NEW_LINE);
    parts.push(ahead.subarray(0, end === -1 ? ahead.length : end));
    ahead = ahead.subarray(end === -1 ? ahead.length : end + 1);
    if (end !== -1) return Buffer.concat(parts).toString('utf8');
    const page = Buffer.alloc(PAGE);
    const length = readSync(STDIN, page);
    if (length === 0) leave();
    ahead = page.subarray(0, length);
  }
}

function hearBytes(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let heard = Math.min(size, ahead.length);
  bytes.set(ahead.subarray(0, heard));
  ahead = ahead.subarray(heard);
  while (heard < size) {
    const length = readSync(STDIN, bytes, heard, size - heard, null);
    if (length === 0) leave();
    heard += length;
  }
  return bytes;
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
