import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WRITING } from './gitFs.ts';
import { openRepository } from './repository.ts';

const WRITER = resolve(import.meta.dirname, 'testing/writer.ts');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waggle-space-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Lets it write `versions` and dies somewhere in the next one; what it named last. */
async function writeAndDie(from: string, versions: number, afterMs: number): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WRITER, folder, from], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let last = from;
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    heard += 1;
    if (heard !== versions) continue;
    await pause(afterMs);
    child.kill('SIGKILL');
  }
  await ended;
  return last;
}

/** Every object that stands under its name is all of what has that name. */
async function brokenObjects(): Promise<string[]> {
  const broken: string[] = [];
  for (const head of await readdir(join(folder, 'objects'))) {
    if (head.length !== 2) continue;
    for (const rest of await readdir(join(folder, 'objects', head))) {
      if (rest.startsWith(WRITING)) continue;
      const bytes = await readFile(join(folder, 'objects', head, rest));
      const name = createHash('sha1').update(inflateSync(bytes)).digest('hex');
      if (name !== head + rest) broken.push(head + rest);
    }
  }
  return broken;
}

it('keeps the last version whole whenever its writer is killed', { timeout: 30_000 }, async () => {
  let last = '';
  for (const [round, afterMs] of [2, 0, 12].entries()) {
    last = await writeAndDie(last, 1 + (round % 2), afterMs);
    expect(await brokenObjects()).toEqual([]);
    const repository = openRepository(folder);
    const { tree } = await repository.commitOf(last);
    const files = await repository.files(tree);
    expect([...files.keys()].sort()).toEqual(['count.txt', 'random.bin', ...[0, 1, 2, 3].map((at) => `src/${at}.txt`)]);
    for (const [path, oid] of files) {
      const bytes = await repository.read(oid);
      expect(bytes.length, path).toBe(await repository.sizeOf(oid));
    }
  }
});
