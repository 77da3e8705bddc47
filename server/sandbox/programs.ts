import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { limitInKernel } from './kernelLimits.ts';
import { type Program, packageFolder, type SandboxChild, startChild } from './sandboxChild.ts';
import type { Wheels } from './wheels/wheels.ts';

export type Language = 'javascript' | 'python';
/** Told of what went wrong that is nobody's program's fault. */
export type Report = (problem: string, cause: unknown) => void;

/** A process of that language could not be made ready. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}

/** Starts processes that wait for a program. */
export type Programs = { start(language: Language): Promise<SandboxChild>; close(): void };

const PYTHON = new URL('./pythonProcess.ts', import.meta.url);
const JAVASCRIPT = new URL('./javascriptProcess.ts', import.meta.url);
const READY_WITHIN_MS = 60_000;
/** Beyond the wall clock of any run, for a process whose parent has died. */
const CPU_SECONDS = 120;
const PYTHON_HEAP_MB = 128;
const JAVASCRIPT_HEAP_MB = 64;
/** Of memory that may be written to: V8 sets aside some 700 MB that it never touches. */
const PYTHON_DATA_MB = 1400;
/** Where there are packages: their files, and the code of those that are not Python. */
const PACKAGES_DATA_MB = 900;
const JAVASCRIPT_DATA_MB = 1100;

/** QuickJS comes in parts: the core and the folder of its variants, all of which its entry loads. */
function quickjsFolders(): string[] {
  const all = packageFolder('quickjs-emscripten');
  const within = join(all, 'package.json');
  const variant = packageFolder('@jitl/quickjs-wasmfile-release-sync', within);
  return [all, packageFolder('quickjs-emscripten-core', within), dirname(variant)];
}

export function createPrograms(report: Report, wheels: Promise<Wheels>): Programs {
  let image: Promise<number> | undefined;
  let told = false;

  async function ready(program: Program, dataMb: number): Promise<SandboxChild> {
    const child = startChild(program);
    const late = new AbortController();
    const saying = await Promise.race([
      child.next(),
      pause(READY_WITHIN_MS, undefined, { signal: late.signal, ref: false }),
    ]);
    late.abort();
    if (saying?.kind !== 'ready') {
      const end = await child.kill();
      throw new NotReady(`a sandbox did not start: ${end.lastWords}`);
    }
    await limitInKernel(child.pid, { cpuSeconds: CPU_SECONDS, dataMb }).catch((cause: unknown) => {
      if (!told) report('sandboxes run without the limits of the kernel (no prlimit)', cause);
      told = true;
    });
    return child;
  }

  function python(task: 'make' | 'use', from: number): Program {
    const folder = packageFolder('pyodide');
    return { file: PYTHON, args: [folder, task], reads: [folder], heapMb: PYTHON_HEAP_MB, image: from };
  }

  /** Starts Python once and keeps what is then in its memory in a file without a name: a start from it takes a tenth of the time. */
  async function makeImage(): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), 'python-'));
    const file = openSync(join(folder, 'image'), 'wx+', 0o600);
    rmSync(folder, { recursive: true });
    const child = startChild(python('make', file));
    const saying = await child.next();
    const end = await (saying?.kind === 'ready' ? child.gone : child.kill());
    if (saying?.kind === 'ready' && end.code === 0) return file;
    closeSync(file);
    throw new NotReady(`Python did not start: ${end.lastWords}`);
  }

  return {
    async start(language) {
      if (language === 'javascript') {
        const reads = quickjsFolders();
        return ready({ file: JAVASCRIPT, args: [], reads, heapMb: JAVASCRIPT_HEAP_MB }, JAVASCRIPT_DATA_MB);
      }
      image ??= makeImage();
      const made = image;
      const file = await made.catch((cause: unknown) => {
        if (image === made) image = undefined;
        throw cause;
      });
      const { packages } = await wheels;
      return ready(python('use', file), PYTHON_DATA_MB + (packages.length === 0 ? 0 : PACKAGES_DATA_MB));
    },
    close() {
      void image?.then(closeSync, () => undefined);
      image = undefined;
    },
  };
}
