import { Buffer } from 'node:buffer';
import { webcrypto } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Entry } from '../messages.ts';
import { readEntries } from './readEntries.ts';
import { BadZip, unpack } from './unpack.ts';
import {
  fitsRuntime,
  type Needed,
  neededBy,
  packageName,
  type Runtime,
  readWheelName,
  topModules,
} from './wheelFile.ts';

/** Where a package's files go: among Python's packages, or among the libraries that those load. */
export type Place = 'site' | 'library';

/** A package that is there, whole, and with all that it needs. */
export type Wheel = {
  name: string;
  file: string;
  sha256: string;
  place: Place;
  entries: readonly Entry[];
  /** What a program imports of it. */
  modules: readonly string[];
  needs: readonly string[];
};

/** `problems`: files that were left out, in words for whoever put them there. */
export type Catalog = { wheels: ReadonlyMap<string, Wheel>; problems: readonly string[] };

const LOCK = 'pyodide-lock.json';

const Locked = z.object({
  name: z.string(),
  file_name: z.string(),
  install_dir: z.enum(['site', 'dynlib', 'stdlib']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  imports: z.array(z.string()),
  depends: z.array(z.string()),
});
type Locked = z.infer<typeof Locked>;
const Lock = z.object({
  info: z.object({ python: z.string(), platform: z.string(), abi_version: z.string() }),
  packages: z.record(z.string(), Locked),
});
type Lock = z.infer<typeof Lock>;

/** The wheels of a folder that this Pyodide can use, as its lock file knows them or as they tell of themselves. */
export async function readCatalog(folder: string, pyodideFolder: string): Promise<Catalog> {
  const names = (await readdir(folder)).filter((name) => /\.(whl|zip)$/.test(name)).sort();
  const problems: string[] = [];
  const lock = await readLock(join(pyodideFolder, LOCK));
  const locked = new Map(Object.values(lock.packages).map((one) => [one.file_name, one]));
  const runtime: Runtime = { python: lock.info.python, platform: `pyemscripten_${lock.info.abi_version}_wasm32` };
  const looked = new Map<string, Looked>();
  for (const file of names) {
    try {
      const wheel = await look(folder, file, { known: locked.get(file), runtime });
      const other = looked.get(wheel.name);
      if (other !== undefined) throw new BadZip(`${other.file} is the same package`);
      looked.set(wheel.name, wheel);
    } catch (cause) {
      problems.push(
        `${file} was left out: ${cause instanceof BadZip ? cause.message : `it can not be read (${String(cause)})`}`,
      );
    }
  }
  return complete(looked, problems);
}

async function readLock(path: string): Promise<Lock> {
  return Lock.parse(JSON.parse(await readFile(path, 'utf8')));
}

type Looked = Omit<Wheel, 'needs'> & { needed: readonly Needed[] };

async function look(
  folder: string,
  file: string,
  about: { known: Locked | undefined; runtime: Runtime },
): Promise<Looked> {
  const { known, runtime } = about;
  const named = readWheelName(file);
  if (known === undefined) {
    if (named === undefined)
      throw new BadZip('it is not named like a wheel, and this version of Pyodide has none of this name');
    if (!fitsRuntime(named, runtime)) {
      throw new BadZip(`it is made for another system than Python ${runtime.python} on ${runtime.platform}`);
    }
  }
  const bytes = await readFile(join(folder, file));
  const sha256 = await sumOf(bytes);
  if (known !== undefined && known.sha256 !== sha256) {
    throw new BadZip(
      `it is not what this version of Pyodide has under this name (SHA-256 ${sha256}, expected ${known.sha256})`,
    );
  }
  const entries = await readEntries(bytes);
  if (known !== undefined) {
    const needed = known.depends.map((name) => ({ name: packageName(name), sure: true }));
    const place = known.install_dir === 'dynlib' ? 'library' : 'site';
    return { name: packageName(known.name), file, sha256, place, entries, modules: known.imports, needed };
  }
  const metadata = entries.find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  if (named === undefined || metadata === undefined) throw new BadZip('it is no wheel: it has no METADATA');
  const needed = neededBy(new TextDecoder().decode(unpack(bytes, metadata)));
  return { name: named.name, file, sha256, place: 'site', entries, modules: topModules(entries), needed };
}

/** Leaves out, one after the other, what lacks something that it cannot do without. */
function complete(looked: Map<string, Looked>, problems: string[]): Catalog {
  for (let again = true; again; ) {
    again = false;
    for (const { name, file, needed } of [...looked.values()]) {
      const missing = needed.filter((other) => other.sure && !looked.has(other.name)).map((other) => other.name);
      if (missing.length === 0) continue;
      looked.delete(name);
      problems.push(`${file} was left out: it needs ${missing.join(', ')}`);
      again = true;
    }
  }
  const wheels = [...looked].map(([name, { needed, ...wheel }]): [string, Wheel] => {
    const needs = needed.map((other) => other.name).filter((other) => looked.has(other));
    return [name, { ...wheel, needs }];
  });
  return { wheels: new Map(wheels), problems };
}

/** Computed off the event loop. */
export async function sumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
