import git from 'isomorphic-git';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WRITING } from './gitFs.ts';
import { openRepository } from './repository.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waggle-space-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A child that is killed some time after it has said so many lines; all that it said. */
async function runAndKill(
  script: URL,
  args: readonly string[],
  { lines, afterMs }: { lines: number; afterMs: number },
) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length !== lines) continue;
    await pause(afterMs);
    child.kill('SIGKILL');
  }
  await ended;
  return said;
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
  for (const [round, afterMs] of [2, 12].entries()) {
    const said = await runAndKill(new URL('./testing/writer.ts', import.meta.url), [folder, last], {
      lines: 1 + round,
      afterMs,
    });
    last = said.at(-1) ?? '';
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

it('takes nothing for written of which a killed writer has written half', { timeout: 30_000 }, async () => {
  const repository = openRepository(folder);
  await repository.make();
  const contents = 'all of it '.repeat(1000);
  const { oid } = await git.hashBlob({ object: contents });
  const path = join(folder, 'objects', oid.slice(0, 2), oid.slice(2));
  expect(
    await runAndKill(new URL('./testing/halfWriter.ts', import.meta.url), [path, contents], { lines: 1, afterMs: 0 }),
  ).toEqual(['half']);
  expect(await brokenObjects()).toEqual([]);
  expect(await repository.put(Buffer.from(contents))).toBe(oid);
  expect(Buffer.from(await repository.read(oid)).toString()).toBe(contents);
});
