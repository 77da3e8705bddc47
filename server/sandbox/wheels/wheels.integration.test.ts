import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxResult } from '../../../agents/tools/runCode.ts';
import { EnvError } from '../../env.ts';
import { createSandbox, type ProcessSandbox } from '../sandbox.ts';
import { packageFolder } from '../sandboxChild.ts';
import { archiveOf, buildWheel } from '../testing/buildWheel.ts';
import { extensionNeeding, LIBRARY } from '../testing/sideModule.ts';
import { openWheels } from './openWheels.ts';
import { readWheels, type Wheels } from './wheels.ts';

const PATIENT = { timeout: 90_000 };
const HERE = 'cp314-cp314-pyemscripten_2026_0_wasm32';
const root = mkdtempSync(join(tmpdir(), 'wheels-'));
const folder = join(root, 'wheels');
/** A Pyodide that differs from the true one in the packages its lock file knows. */
const pyodide = join(root, 'pyodide');
const reports: string[] = [];
let wheels: Wheels;
let sandbox: ProcessSandbox;

/** Enough of matplotlib for its figures: what the figures' backend uses of it, by the same names. */
const MATPLOTLIB = {
  'matplotlib/__init__.py': '',
  'matplotlib/pyplot.py': `
import os, importlib
from matplotlib._pylab_helpers import Gcf
class Figure:
    def __init__(self, backend):
        self.canvas = backend.FigureCanvas()
        self.canvas.figure = self
    def savefig(self, path):
        self.canvas.print_figure(path)
def figure():
    global backend
    backend = importlib.import_module(os.environ['MPLBACKEND'].removeprefix('module://'))
    made = Figure(backend)
    Gcf.all.append(backend.FigureManager(made.canvas))
    return made
def savefig(path): Gcf.all[-1].canvas.figure.savefig(path)
def show(): backend.FigureCanvas.manager_class.pyplot_show()
`,
  'matplotlib/_pylab_helpers.py':
    'class Gcf:\n    all = []\n    @classmethod\n    def get_all_fig_managers(cls): return list(cls.all)\n    @classmethod\n    def destroy_all(cls): cls.all.clear()\n',
  'matplotlib/backend_bases.py': 'class FigureManagerBase:\n    def __init__(self, canvas): self.canvas = canvas\n',
  'matplotlib/backends/__init__.py': '',
  'matplotlib/backends/backend_agg.py':
    'class FigureCanvasAgg:\n    def print_figure(self, path):\n        with open(path, "wb") as f: f.write(b"picture")\n',
};

/** What the lock file knows of an archive with these bytes. */
function locked(name: string, file: string, bytes: Uint8Array, more: object = {}): [string, object] {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return [name, { name, file_name: file, install_dir: 'site', sha256, imports: [name], depends: [], ...more }];
}

/** The same archive, whose first file says that it unpacks to much. */
function lying(archive: Buffer): Buffer {
  const directory = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  archive.writeUInt32LE(250 << 20, directory + 24);
  return archive;
}

beforeAll(async () => {
  mkdirSync(folder);
  cpSync(join(packageFolder('pyodide'), 'pyodide-lock.json'), join(pyodide, 'pyodide-lock.json'));
  await buildWheel({ folder, name: 'Deep_Names', contents: { 'deep/names/__init__.py': 'NAME = "bee"' } });
  await buildWheel({
    folder,
    name: 'uses',
    requires: ['words>=1', 'nowhere; python_version < "3"'],
    contents: { 'uses.py': 'from words import said' },
  });
  await buildWheel({
    folder,
    name: 'words',
    requires: ['deep-names'],
    contents: { 'words.py': 'import deep.names\nsaid = deep.names.NAME' },
  });
  await buildWheel({ folder, name: 'lacks', requires: ['absent'], contents: { 'lacks.py': '' } });
  await buildWheel({ folder, name: 'lacks_too', requires: ['lacks'], contents: { 'lacks_too.py': '' } });
  await buildWheel({ folder, name: 'linux', tag: 'cp314-cp314-manylinux_2_28_x86_64', contents: { 'linux.py': '' } });
  await buildWheel({ folder, name: 'matplotlib', contents: MATPLOTLIB });
  await buildWheel({ folder, name: 'throws', contents: { 'throws.py': 'raise ValueError("at once")' } });
  for (const name of ['huge', 'huger']) {
    writeFileSync(
      join(folder, `${name}-1.0-py3-none-any.whl`),
      lying(await buildWheel({ folder, name, contents: { [`${name}.py`]: '' } })),
    );
  }
  await buildWheel({ folder, name: 'swapped', contents: { 'swapped.py': 'text = "first"' } });
  await buildWheel({
    folder,
    name: 'tiny',
    tag: HERE,
    requires: ['libtwo'],
    contents: { 'tiny.so': extensionNeeding('libtwo.so') },
  });
  const outside = await buildWheel({ folder, name: 'outside', contents: { 'xx/evil.py': 'x' } });
  writeFileSync(
    join(folder, 'outside-1.0-py3-none-any.whl'),
    Buffer.from(outside.toString('latin1').replaceAll('xx/evil', '../evil'), 'latin1'),
  );
  writeFileSync(join(folder, 'broken-1.0-py3-none-any.whl'), outside.subarray(0, 100));
  writeFileSync(join(folder, 'unknown.zip'), outside);
  writeFileSync(join(folder, 'read.me'), 'no package');
  const library = await archiveOf({ 'libtwo.so': LIBRARY });
  writeFileSync(join(folder, 'libtwo-1.0.zip'), library);
  const false_ = await buildWheel({ folder, name: 'false', contents: { 'false.py': '' } });
  const known = [
    locked('libtwo', 'libtwo-1.0.zip', library, { install_dir: 'dynlib', imports: [] }),
    locked('false', 'false-1.0-py3-none-any.whl', false_.subarray(1)),
  ];
  const lockFile = join(pyodide, 'pyodide-lock.json');
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: object };
  writeFileSync(lockFile, JSON.stringify({ ...lock, packages: { ...lock.packages, ...Object.fromEntries(known) } }));
  wheels = await readWheels(folder, pyodide);
  await buildWheel({ folder, name: 'swapped', contents: { 'swapped.py': 'text = "later"' } });
  sandbox = createSandbox({
    report: (problem) => reports.push(problem),
    wheels: Promise.resolve(wheels),
    atOnce: 3,
    spareMs: 0,
  });
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  rmSync(root, { recursive: true });
});

function run(code: string, timeMs = 60_000): Promise<SandboxResult> {
  const terms = { signal: new AbortController().signal, timeMs, stage: () => undefined };
  return sandbox.of({ userId: 'ada', chatId: 'bees' }).run({ language: 'python', code, files: [] }, terms);
}

test('what is there and whole is offered; the others are left out, each with why', () => {
  expect(wheels.packages).toEqual([
    'deep-names',
    'huge',
    'huger',
    'matplotlib',
    'swapped',
    'throws',
    'tiny',
    'uses',
    'words',
  ]);
  expect(wheels.modules).toEqual(['deep', 'huge', 'huger', 'matplotlib', 'swapped', 'throws', 'tiny', 'uses', 'words']);
  const problems = wheels.problems.join('\n');
  expect(wheels.problems).toHaveLength(7);
  expect(problems).toMatch(/^broken-1\.0-py3-none-any\.whl was left out: it is no zip archive$/m);
  expect(problems).toMatch(/^false-1\.0.*not what this version of Pyodide has.*SHA-256 [0-9a-f]{64}, expected/m);
  expect(problems).toMatch(/^outside-1\.0.*leads outside: "\.\.\/evil\.py"$/m);
  expect(problems).toMatch(/^linux-1\.0.*another system than Python 3\.14/m);
  expect(problems).toMatch(/^unknown\.zip.*not named like a wheel/m);
  expect(problems).toMatch(/^lacks-1\.0.*it needs absent$/m);
  expect(problems).toMatch(/^lacks_too-1\.0.*it needs lacks$/m);
});

describe.concurrent('Python with packages', PATIENT, () => {
  test('a module comes with what it needs when it is imported, wherever that is; one of WebAssembly with its library', async () => {
    const result = await run(`
import sys, os, importlib.metadata, ctypes, tiny
before = 'words' in sys.modules, os.path.exists(sys.path[-1] + '/words.py')
def later():
    return __import__('uses').said
[*before, later(), importlib.metadata.version('deep-names'), tiny.__name__, ctypes.CDLL('libtwo.so').two()]`);
    expect(result).toMatchObject({ kind: 'done', result: "[False, False, 'bee', '1.0', 'tiny', 2]", files: [] });
  });

  test('figures that are shown or left open become pictures, those saved by the program are not doubled', async () => {
    const result = await run(`
import matplotlib.pyplot as plt
plt.figure(); plt.savefig('own.png')
plt.figure(); plt.show()
plt.figure(); plt.figure()`);
    if (result.kind === 'failed') throw new Error(result.message);
    expect(result.files.map(({ name }) => name).sort()).toEqual([
      'figure-1.png',
      'figure-2.png',
      'figure-3.png',
      'own.png',
    ]);
  });

  test('nothing else of the folder or the disk can be had through the door for packages', async () => {
    const result = await run(`
def attempt(act):
    try: print(act())
    except BaseException as error: print(type(error).__name__, error)
door = '/dev/packages'
for name in (b'../../etc/passwd', b'lacks', b'x' * 5000, b'\\xff\\x00', b''):
    attempt(lambda: open(door, 'wb', buffering=0).write(name))
attempt(lambda: open(door, 'rb').read())
import os
attempt(lambda: [path for path in ('/etc/passwd', ${JSON.stringify(folder)}) if os.path.exists(path)])
attempt(lambda: __import__('swapped'))
attempt(lambda: __import__('throws'))
import gc
from pyodide.ffi import JsProxy
attempt(lambda: sum(isinstance(one, JsProxy) for one in gc.get_objects()))
import words
words.said`);
    if (result.kind === 'failed') throw new Error(result.message);
    expect(result.output.trim().split('\n')).toEqual([
      ...['16', '5', '5000', '2', '0'],
      expect.stringMatching('Error'),
      '[]',
      expect.stringMatching('ImportError the package of swapped could not be loaded'),
      'ValueError at once',
      '0',
    ]);
    expect(result.result).toBe("'bee'");
    expect(reports).toEqual(['a package of Python could not be read']);
  });

  test('limits of memory and time hold, and what is absent is said with what there is', async () => {
    const [memory, time, absent] = await Promise.all([
      run('import words\na = []\nwhile True: a.append("x" * 10_000_000)'),
      run('print(1)\nimport words\nwhile True: pass', 2000),
      run(`
for name in ('huge', 'huger'):
    try: __import__(name)
    except ImportError as error: print(error)
import seaborn`),
    ]);
    expect(memory).toMatchObject({ kind: 'failed', reason: 'memory' });
    expect(time).toMatchObject({ kind: 'failed', reason: 'time', output: '1\n' });
    if (absent.kind === 'done') throw new Error('an absent package was there');
    expect(absent.output).toMatch(
      /^the package of huge could not be loaded: .*I\/O error\n.*huger .*No space left on device\n$/,
    );
    expect(absent.message).toMatch(/No module named 'seaborn'[^]*these modules: deep, huge, huger, mat/);
  });
});

describe('the folder', () => {
  const told: string[] = [];
  const tell = (_about: unknown, words: string) => void told.push(words);
  const logger = { info: tell, warn: tell, error: tell } as unknown as Parameters<typeof openWheels>[1];

  test('that is set has to be there, and the variable is named; the usual one need not be', async () => {
    const missing = openWheels({ pythonWheels: join(root, 'nowhere'), dataDir: root }, logger);
    await expect(missing).rejects.toThrow(EnvError);
    await expect(missing).rejects.toThrow(/WAGGLE_PYTHON_WHEELS must be a folder.*nowhere is not there/);
    const file = openWheels({ pythonWheels: join(folder, 'read.me'), dataDir: root }, logger);
    await expect(file).rejects.toThrow(/WAGGLE_PYTHON_WHEELS.*ENOTDIR/);
    const none = await openWheels({ pythonWheels: undefined, dataDir: pyodide }, logger);
    expect((await none.read).packages).toEqual([]);
    expect(told).toEqual([]);
  });

  test('that can not be read is said', async () => {
    // Nobody can, root neither.
    const circle = join(root, 'circle');
    symlinkSync(circle, circle);
    await expect(openWheels({ pythonWheels: circle, dataDir: root }, logger)).rejects.toThrow(
      /WAGGLE_PYTHON_WHEELS.*ELOOP/,
    );
  });

  test('in the data folder is the usual one; what is left out is logged', async () => {
    const usual = await openWheels({ pythonWheels: undefined, dataDir: root }, logger);
    expect((await usual.read).packages).toContain('words');
    expect(told).toContainEqual(expect.stringMatching(/^broken-1\.0.*left out/));
  });
});
