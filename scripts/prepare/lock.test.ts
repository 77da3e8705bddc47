import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from './lock.mjs';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waggle-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const unexpected = () => {
  throw new Error('nobody else holds the lock');
};

/** A process of its own that takes the lock, writes its name to a log, waits, writes it again and releases. */
function holder(name: string, ms: number): ChildProcess {
  const script = `
    import { appendFileSync } from 'node:fs';
    import { takeLock } from ${JSON.stringify(resolve(import.meta.dirname, 'lock.mjs'))};
    const release = await takeLock(${JSON.stringify(path)}, () => {});
    appendFileSync(${JSON.stringify(join(folder, 'log'))}, '${name}\\n');
    await new Promise((resolve) => setTimeout(resolve, ${ms}));
    appendFileSync(${JSON.stringify(join(folder, 'log'))}, '${name}\\n');
    release();`;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
}

function log(): string[] {
  const file = join(folder, 'log');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('takeLock', () => {
  test('gives a free lock at once, and again after its release', async () => {
    const release = await takeLock(path, unexpected);
    expect(existsSync(path)).toBe(true);
    release();
    expect(existsSync(path)).toBe(false);
    (await takeLock(path, unexpected))();
  });

  test('lets in one process at a time', async () => {
    const names = ['a', 'b', 'c', 'd'];
    expect(await Promise.all(names.map((name) => ended(holder(name, 50))))).toEqual([0, 0, 0, 0]);
    const entries = log();
    expect(entries).toHaveLength(8);
    for (let turn = 0; turn < 8; turn += 2) expect(entries[turn]).toBe(entries[turn + 1]);
    expect(new Set(entries)).toEqual(new Set(names));
  });

  test('says once that it waits', async () => {
    const other = holder('other', 1_000);
    const gone = ended(other);
    await until(() => log().length === 1);
    let said = 0;
    const release = await takeLock(path, () => said++);
    expect(log()).toEqual(['other', 'other']);
    expect(said).toBe(1);
    release();
    await gone;
  });

  test('takes over from a process that was killed', async () => {
    const other = holder('other', 60_000);
    const gone = ended(other);
    await until(() => log().length === 1);
    other.kill('SIGKILL');
    await gone;
    expect(existsSync(path)).toBe(true);
    (await takeLock(path, unexpected))();
  });

  test.runIf(process.platform === 'linux')(
    'is not fooled by a number that now belongs to another process',
    async () => {
      mkdirSync(path);
      writeFileSync(join(path, 'owner'), `${process.ppid} 1`);
      (await takeLock(path, unexpected))();
    },
  );
});
