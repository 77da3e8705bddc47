// A Python program in Pyodide in a process of its own, which is started for it and ends with it.
import { Buffer } from 'node:buffer';
import { getRandomValues } from 'node:crypto';
import { fstatSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { loadPyodide as LoadPyodide } from 'pyodide';
import * as z from 'zod';
import {
  capMemory,
  closeImports,
  fail,
  finish,
  handOver,
  hear,
  leave,
  type Made,
  print,
  say,
  takeGlobals,
} from './inside.ts';
import { isFileName, MOST } from './messages.ts';
import { createPackages } from './packages.ts';
import { FIGURES, HARNESS, PACKAGES } from './pythonHarness.ts';

const MEMORY = 256 * 1024 * 1024;
const WRITTEN = 128 * 1024 * 1024;
/** ENOSPC and EIO, by the numbers of WebAssembly's system interface. */
const NO_SPACE = 51;
const NOT_READ = 29;
const PACKAGES_DEVICE = 64;
/** Where Python, once started, is kept as an image: a file without a name that the parent has open. */
const IMAGE = 3;
const NO_PACKAGES = {
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {},
};

const Arguments = z.tuple([z.string(), z.enum(['make', 'use'])]);
const Pyodide = z.object({ loadPyodide: z.custom<typeof LoadPyodide>((value) => typeof value === 'function') });
const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), result: z.string().optional() }),
  z.object({ kind: z.literal('failed'), reason: z.enum(['error', 'memory']), message: z.string() }),
]);

/** What is used of Python's files, which are all in its memory. */
type Files = {
  mkdirTree(path: string): void;
  chdir(path: string): void;
  writeFile(path: string, bytes: Uint8Array | string, options?: { canOwn: boolean }): void;
  readFile(path: string): unknown;
  readdir(path: string): unknown;
  lstat(path: string): unknown;
  isFile(mode: number): boolean;
};
type Stream = { node: { mode: number } };
type Insides = {
  isFile(mode: number): boolean;
  write(stream: Stream, bytes: unknown, ...rest: [offset: number, length: number, ...unknown[]]): number;
  ErrnoError: new (code: number) => Error;
  makedev(major: number, minor: number): number;
  registerDevice(
    device: number,
    does: { write(stream: Stream, bytes: unknown, at: number, length: number): number },
  ): void;
  mkdev(path: string, mode: number, device: number): void;
  filesystems: { MEMFS: { resizeFileStorage(node: unknown, size: number): void } };
};
const Insides = z.custom<Insides>((value) => Files.safeParse(value).success);
const Files = z.custom<Files>((value) => typeof value === 'object' && value !== null);
const Facts = z.object({ mode: z.number(), size: z.number() });
const Bytes = z.instanceof(Uint8Array);
/** Python's memory, of which what it writes is a part. */
const Heap = z.instanceof(Int8Array);

const [folder, task] = Arguments.parse(process.argv.slice(2));
const image = task === 'use' ? readImage() : undefined;

function readImage(): Uint8Array {
  const bytes = new Uint8Array(fstatSync(IMAGE).size);
  for (let read = 0; read < bytes.length; ) {
    const length = readSync(IMAGE, bytes, read, bytes.length - read, read);
    if (length === 0) throw new Error('the image ends early');
    read += length;
  }
  return bytes;
}

function writeImage(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(IMAGE, bytes, written, bytes.length - written, written);
  }
}

/**
 * What Pyodide is to see of the world: a bare shell with no more than its own files. In what it knows to be Node it would take
 * hold of its sockets, files and processes, and hand them to whoever asks.
 */
function bareShell(): void {
  const own = (path: string): Uint8Array => readFileSync(join(folder, path.slice(path.lastIndexOf(sep) + 1)));
  const random = (_command: string, args: readonly string[]): string => {
    const count = Number(/^head -c(\d+) /.exec(args[1] ?? '')?.[1]);
    return Buffer.from(getRandomValues(new Uint8Array(count))).toString('base64');
  };
  Object.assign(globalThis, {
    load: () => undefined,
    read: own,
    readbuffer: own,
    os: { system: random },
    console: { log: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

takeGlobals();
bareShell();
const decoder = new TextDecoder();
const { loadPyodide } = Pyodide.parse(await import(pathToFileURL(join(folder, 'pyodide.mjs')).href));
capMemory(MEMORY);
const settings = {
  indexURL: folder + sep,
  lockFileContents: NO_PACKAGES,
  jsglobals: Object.freeze(Object.create(null)) as object,
  env: { HOME: '/home', PYTHONUNBUFFERED: '1' },
  stdin: () => null,
};

if (task === 'make') {
  const made = await loadPyodide({ ...settings, _makeSnapshot: true } as unknown as Parameters<typeof LoadPyodide>[0]);
  writeImage(made.makeMemorySnapshot());
  say({ kind: 'ready' });
  leave();
}

const python = await loadPyodide({ ...settings, _loadSnapshot: image } as unknown as Parameters<typeof LoadPyodide>[0]);
closeImports();
const heard = { write: (bytes: Uint8Array) => (print(decoder.decode(bytes, { stream: true })), bytes.length) };
python.setStdout(heard);
python.setStderr(heard);
python.unregisterJsModule('js');
python.unregisterJsModule('pyodide_js');
const run = z
  .custom<(code: string, modules: string) => Promise<unknown>>((value) => typeof value === 'function')
  .parse(python.runPython(HARNESS));
const files = Files.parse(python.FS);
files.mkdirTree('/in');
files.mkdirTree('/out');
files.chdir('/out');
const insides = Insides.parse(python.FS);
const uncounted = capWrites(insides, WRITTEN);
const site = z.string().parse(python.runPython('import site; site.getsitepackages()[0]'));

say({ kind: 'ready' });
const order = hear();
for (const { name, bytes } of order.files) files.writeFile(`/in/${name}`, bytes);
if (order.modules.length > 0) openPackages();

const outcome = readOutcome(await attempt(order.code, JSON.stringify(order.modules)));
if (outcome.kind === 'failed') fail(outcome.reason, outcome.message);
handOver(made(files));
finish(outcome.result);

/** A file that nothing can be read from: what is written to it is the name of a module whose packages are wanted. */
function openPackages(): void {
  const bring = createPackages(files, site);
  files.writeFile(`${site}/${FIGURES.module}.py`, FIGURES.source);
  const device = insides.makedev(PACKAGES_DEVICE, 0);
  insides.registerDevice(device, {
    write(_stream, bytes, at, length) {
      const name = new TextDecoder().decode(Heap.parse(bytes).slice(at, at + length));
      let came = false;
      try {
        came = uncounted(() => bring(name));
      } catch (error) {
        if (error instanceof RangeError) throw new insides.ErrnoError(NO_SPACE);
      }
      if (!came) throw new insides.ErrnoError(NOT_READ);
      return length;
    },
  });
  insides.mkdev(PACKAGES, 0o200, device);
}

async function attempt(code: string, modules: string): Promise<unknown> {
  try {
    return await run(code, modules);
  } catch (error) {
    // Python itself has broken, as when its stack has overflown; nothing of it can be asked any more.
    fail('error', `The program broke Python: ${error instanceof Error ? error.message : 'no word why'}`);
  }
}

function readOutcome(said: unknown): z.infer<typeof Outcome> {
  try {
    return Outcome.parse(JSON.parse(z.string().parse(said)));
  } catch {
    fail('error', 'The program broke what says how it ended.');
  }
}

/**
 * Files lie in the memory of JavaScript, which the limit of Python's own does not count: so much may be written in a run.
 * Answers with a way to write what does not count.
 */
function capWrites(insides: Insides, most: number): <T>(act: () => T) => T {
  let left = most;
  let counts = true;
  const count = (bytes: number) => {
    if (!counts) return;
    if (bytes > left) throw new insides.ErrnoError(NO_SPACE);
    left -= bytes;
  };
  const { write } = insides;
  insides.write = (stream, bytes, ...rest) => {
    if (insides.isFile(stream.node.mode)) count(rest[1]);
    return write.call(insides, stream, bytes, ...rest);
  };
  const { MEMFS } = insides.filesystems;
  const resize = MEMFS.resizeFileStorage;
  MEMFS.resizeFileStorage = (node, size) => {
    count(size);
    resize.call(MEMFS, node, size);
  };
  return (act) => {
    counts = false;
    try {
      return act();
    } finally {
      counts = true;
    }
  };
}

/** Plain files of /out; links and folders stay where they are. Past the limits no more than their number and size is told. */
function made(files: Files): Made[] {
  const all: Made[] = [];
  let bytes = 0;
  for (const name of z.array(z.string()).parse(files.readdir('/out'))) {
    const path = `/out/${name}`;
    const { mode, size } = Facts.parse(files.lstat(path));
    if (!files.isFile(mode) || !isFileName(name)) continue;
    bytes += size;
    const content = bytes > MOST.fileBytes ? new Uint8Array(size) : Bytes.parse(files.readFile(path));
    all.push({ name, bytes: content });
  }
  return all;
}
