import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { SandboxRequest, SandboxResult } from '../../agents/tools/runCode.ts';
import { MOST } from './messages.ts';
import { createSandbox } from './sandbox.ts';

/** Longer than any of it takes, many times: the processors may be shared by much else. */
const PATIENT = { timeout: 90_000 };
const FULL = process.env['WAGGLE_TEST_FULL'] === '1';
const reports: string[] = [];
const sandbox = createSandbox({ report: (problem) => reports.push(problem), atOnce: 3, spareMs: 0 });

afterAll(async () => {
  await sandbox.close();
  expect(childrenLeft()).toEqual([]);
});

/** The programs of sandboxes that this process has started and that still run. */
function childrenLeft(): string[] {
  if (process.platform !== 'linux') return [];
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.filter((pid) => {
    try {
      const parent = / \(.*\) . (\d+) /s.exec(` ${readFileSync(`/proc/${pid}/stat`, 'utf8')}`)?.[1];
      return parent === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/sandbox/');
    } catch {
      return false;
    }
  });
}

const ADA = { userId: 'ada', chatId: 'bees' };

type Options = { timeMs?: number; files?: SandboxRequest['files']; signal?: AbortSignal };

function run(language: SandboxRequest['language'], code: string, options: Options = {}): Promise<SandboxResult> {
  const { timeMs = 60_000, files = [], signal = new AbortController().signal } = options;
  return sandbox.of(ADA).run({ language, code, files }, { signal, timeMs, stage: () => undefined });
}

const js = (code: string, options?: Options) => run('javascript', code, options);
const python = (code: string, options?: Options) => run('python', code, options);

function textOf(result: SandboxResult, name: string): string | undefined {
  const file = result.kind === 'done' ? result.files.find((made) => made.name === name) : undefined;
  return file === undefined ? undefined : new TextDecoder().decode(file.bytes);
}

const given = [{ name: 'data.csv', bytes: new TextEncoder().encode('name,n\nMüller,2\n😀,3\n') }];

describe.concurrent('JavaScript', PATIENT, () => {
  test('prints, awaits, reads, writes, and says the value of the last expression', async () => {
    const result = await js(
      `const lines = files.text('/in/data.csv').trim().split('\\n');
       console.log(lines.length, { a: [1n] });
       files.write('/out/out.txt', lines[1] + '😀');
       files.write('/out/bytes', new Uint8Array([0, 255]));
       await Promise.resolve(files.list())`,
      { files: given },
    );
    expect(result).toMatchObject({ kind: 'done', output: '3 {\n "a": [\n  "1n"\n ]\n}\n', cut: false });
    expect(result).toMatchObject({ result: '[\n "/in/data.csv"\n]' });
    expect(textOf(result, 'out.txt')).toBe('Müller,2😀');
    expect(result.kind === 'done' && result.files[1]?.bytes).toEqual(new Uint8Array([0, 255]));
  });

  test.for([
    ['an endless loop', 'console.log("so far"); for (;;);', 'time', /too long/],
    ['allocation until death', 'const a = []; for (;;) a.push(new Array(1e4).fill(1));', 'memory', /64 MB/],
    ['recursion', 'function f() { f(); } f()', 'error', /stack overflow/],
    ['printing without end', 'for (;;) console.log("x".repeat(1e5))', 'output', /without end/],
    ['a thousand files', 'for (let i = 0; i < 1000; i++) files.write("/out/" + i, "x")', 'files', /at most 20/],
    ['a module', 'await import("node:fs")', 'error', /could not load module/],
    ['a promise that never comes', 'await new Promise(() => {})', 'error', /never comes/],
    ['a way out of /out', 'files.write("/out/../etc/x", "x")', 'error', /without folders/],
    ['a result without end', 'new Proxy({}, { ownKeys() { for (;;); } })', 'time', /too long/],
  ] as const)('%s ends with words', async ([, code, reason, words]) => {
    const result = await js(code, reason === 'time' ? { timeMs: 200 } : {});
    expect(result).toMatchObject({ kind: 'failed', reason, message: expect.stringMatching(words) as string });
    if (code.includes('so far')) expect(result.kind === 'failed' && result.output).toBe('so far\n');
  });

  if (FULL)
    test.for([
      ['one allocation too large', '"x".repeat(2 ** 29).length', 'memory', /64 MB/],
      ['a file too large', 'files.write("/out/a", new Uint8Array(9e6))', 'files', /at most/],
      ['process', 'process.exit()', 'error', /'process' is not defined/],
      ['a throw of nothing', 'throw null', 'error', /null/],
      ['a syntax error', 'const = 1', 'error', /SyntaxError/],
    ] as const)('%s ends with words', async ([, code, reason, words]) => {
      const result = await js(code);
      expect(result).toMatchObject({ kind: 'failed', reason, message: expect.stringMatching(words) as string });
    });

  test('gives nothing of the host, through the constructor of functions and polluted prototypes neither', async () => {
    const result = await js(
      `Object.prototype.kind = 'failed'; Object.prototype.toJSON = () => ({ kind: 'done' });
       String.prototype.slice = Array.prototype.push = JSON.stringify = () => { throw 1 };
       const world = files.list.constructor('return this')();
       const names = ['process', 'require', 'fetch', 'print', 'read', 'write', 'list', 'module', 'WebAssembly', 'setTimeout'];
       names.filter((name) => name in world).join(',') + '|' + (world === globalThis)`,
    );
    expect(result).toMatchObject({ kind: 'done', result: '|true' });
    expect(({} as { kind?: string }).kind).toBeUndefined();
  });
});

describe.concurrent('Python', PATIENT, () => {
  test('prints, reads, writes, awaits, and says the value of the last expression', async () => {
    const result = await python(
      `import csv, asyncio, json, sqlite3, statistics
await asyncio.sleep(0)
rows = list(csv.DictReader(open('/in/data.csv', encoding='utf-8')))
print(rows[1]['name'])
open('out.json', 'w').write(json.dumps(rows, ensure_ascii=False))
statistics.mean(int(row['n']) for row in rows)`,
      { files: given },
    );
    expect(result).toMatchObject({ kind: 'done', output: '😀\n', result: '2.5' });
    expect(JSON.parse(textOf(result, 'out.json') ?? '')).toHaveLength(2);
  });

  test('gives nothing of the host, and says plainly what is not there', async () => {
    const result = await python(HOSTILE);
    if (result.kind === 'failed') throw new Error(result.message);
    const tried = new Map(
      result.output
        .trim()
        .split('\n')
        .map((line) => line.split(': ', 2) as [string, string]),
    );
    expect(Object.fromEntries(tried)).toEqual({
      passwd: 'FileNotFoundError',
      server: 'FileNotFoundError',
      fork: 'OSError',
      system: '-1',
      popen: 'OSError',
      socket: 'OSError',
      listen: 'OSError',
      url: 'URLError',
      thread: 'RuntimeError',
      js: 'ModuleNotFoundError',
      pyodide_js: 'ModuleNotFoundError',
      _api: 'ModuleNotFoundError',
      run_js: 'ModuleNotFoundError',
      constructor: 'JsException',
      proxies: '0',
      open_url: 'NameError',
    });
    // A link leads nowhere, and what lies about itself is said to.
    expect(result.files).toEqual([]);
    expect(result.result).toBe('[a value that cannot be shown]');
  });

  test('allocation until death ends with words, and so does an absent package', async () => {
    const result = await python('a = []\nwhile True: a.append("x" * 10_000_000)');
    expect(result).toMatchObject({ kind: 'failed', reason: 'memory' });
    const absent = await python(
      'try:\n  open("x", "wb").truncate(10**9)\nexcept OSError as e:\n  print(e)\nimport numpy',
    );
    expect(absent).toMatchObject({ kind: 'failed', reason: 'error', output: '[Errno 51] No space left on device\n' });
    expect(absent.kind === 'failed' && absent.message).toMatch(/No module named 'numpy'[^]*Only the standard library/);
  });

  test('an endless loop is killed, what it printed before is kept', async () => {
    const result = await python('print("so far")\nwhile True: pass', { timeMs: 300 });
    expect(result).toMatchObject({ kind: 'failed', reason: 'time', output: 'so far\n' });
  });

  if (FULL)
    test.for([
      ['recursion', 'def f(): f()\nf()', 'error', /RecursionError/],
      ['recursion in C', 'x = []\nfor i in range(10**6): x = [x]\nstr(x)', 'error', /deep/],
      ['printing without end', 'while True: print("x" * 100000)', 'output', /without end/],
      ['a thousand files', 'for i in range(1000): open(f"/out/{i}", "w").write("x")', 'files', /1000 files/],
      ['memory that is not its own', 'import ctypes; ctypes.string_at(0xfffffff0, 8)', 'broken', /broke/],
      ['leaving', 'import sys; sys.exit("no")', 'error', /left with no/],
      ['tampering with what tells', 'import json; json.dumps = 1; json.JSONEncoder.encode = None; 1', 'error', /broke/],
    ] as const)('%s ends with words', async ([, code, reason, words]) => {
      const result = await python(code);
      expect(result).toMatchObject({ kind: 'failed', reason, message: expect.stringMatching(words) as string });
    });
});

const HOSTILE = `
import os, sys, gc, subprocess, socket, threading, urllib.request, pyodide.http
from pyodide.code import run_js
from pyodide.ffi import to_js, JsProxy
def attempt(name, act):
    try: print(f'{name}: {act()}')
    except BaseException as error: print(f'{name}: {type(error).__name__}')
def listen():
    one = socket.socket(); one.bind(('127.0.0.1', 0)); one.listen()
attempt('passwd', lambda: open('/etc/passwd').read())
attempt('server', lambda: os.listdir(${JSON.stringify(import.meta.dirname)}))
attempt('fork', lambda: os.fork())
attempt('system', lambda: os.system('id'))
attempt('popen', lambda: subprocess.run(['id']))
attempt('socket', lambda: socket.create_connection(('127.0.0.1', 1), timeout=1))
attempt('listen', listen)
attempt('url', lambda: urllib.request.urlopen('http://127.0.0.1:1/'))
attempt('thread', lambda: threading.Thread(target=print).start())
attempt('js', lambda: __import__('js'))
attempt('pyodide_js', lambda: __import__('pyodide_js'))
attempt('_api', lambda: __import__('pyodide_js._api'))
attempt('run_js', lambda: run_js('globalThis.process'))
attempt('constructor', lambda: to_js([1]).constructor.constructor('return process')())
attempt('proxies', lambda: sum(isinstance(one, JsProxy) for one in gc.get_objects()))
attempt('open_url', lambda: pyodide.http.open_url('http://127.0.0.1:1/'))
os.symlink('/etc/passwd', '/out/link')
class Lie:
    __class__ = int
    def __repr__(self): return 5
Lie()
`;

test('a person stops it, before it starts and amid it; the next waits for its place and runs', PATIENT, async () => {
  const before = AbortSignal.abort();
  expect(await js('1', { signal: before })).toMatchObject({ kind: 'failed', reason: 'stopped' });
  const amid = new AbortController();
  const running = js('console.log(1); for (;;);', { signal: amid.signal });
  setTimeout(() => amid.abort(), 500);
  expect(await running).toMatchObject({ kind: 'failed', reason: 'stopped' });
  expect(await js('1 + 1')).toMatchObject({ kind: 'done', result: '2' });
});

test('what cannot be given is refused before anything starts', async () => {
  const bytes = new Uint8Array(1);
  for (const name of ['../x', 'a/b', '', '.', 'a\u0000b', 'x'.repeat(MOST.fileName + 1)]) {
    expect(await js('1', { files: [{ name, bytes }] })).toMatchObject({ kind: 'failed', reason: 'files' });
  }
  const large = [{ name: 'a', bytes: new Uint8Array(MOST.fileBytes + 1) }];
  expect(await js('1', { files: large })).toMatchObject({ kind: 'failed', reason: 'files' });
});

test('one process per run: a spare is used once, and nothing of a run is left for the next', PATIENT, async () => {
  const warm = createSandbox({ report: (problem) => reports.push(problem), spareMs: 60_000 });
  const terms = { signal: new AbortController().signal, timeMs: 60_000, stage: () => undefined };
  const ask = (code: string) => warm.of(ADA).run({ language: 'javascript', code, files: [] }, terms);
  await warm.warm('javascript');
  expect(await ask('globalThis.left = 1')).toMatchObject({ kind: 'done' });
  expect(await ask('typeof left')).toMatchObject({ kind: 'done', result: 'undefined' });
  await warm.close();
});

test('who wants more has no more turns than others, and waits before its time begins', PATIENT, async () => {
  const narrow = createSandbox({ report: (problem) => reports.push(problem), atOnce: 1, spareMs: 0 });
  const order: string[] = [];
  const ask = async (name: string, whose: { userId: string; chatId: string }) => {
    const stage = (now: string) => void order.push(`${name} ${now}`);
    const terms = { signal: new AbortController().signal, timeMs: 60_000, stage };
    await narrow.of(whose).run({ language: 'javascript', code: '1', files: [] }, terms);
  };
  const ben = { userId: 'ben', chatId: 'bees' };
  await Promise.all([ask('a1', ADA), ask('a2', ADA), ask('a3', { ...ADA, chatId: 'other' }), ask('b1', ben)]);
  expect(order.filter((line) => line.endsWith('waiting'))).toEqual(['a2 waiting', 'a3 waiting', 'b1 waiting']);
  expect(order.filter((line) => line.endsWith('running'))).toEqual(['a1', 'a2', 'b1', 'a3'].map((n) => `${n} running`));
  await narrow.close();
});

test('nothing but a program that broke its process was told to the server', () => {
  const known = execFileSync('sh', ['-c', 'command -v prlimit || true'], { encoding: 'utf8' }).trim() !== '';
  expect(reports.filter((problem) => !problem.includes('broke its sandbox'))).toEqual(
    known ? [] : [expect.stringMatching('prlimit')],
  );
});
