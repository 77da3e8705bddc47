import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalog, readCatalog, sumOf, type Wheel } from './catalog.ts';

/** A package as it is handed to a program's process. */
export type Parcel = Pick<Wheel, 'file' | 'place' | 'entries'> & { bytes: Uint8Array };

/** The packages that Python programs may import, besides the standard library. */
export type Wheels = {
  /** By their names, for people and models. */
  packages: readonly string[];
  /** What programs write behind `import`. */
  modules: readonly string[];
  /** The packages that have a module, what they need before them, without those in `had`, to which they are added. */
  parcelsFor(module: string, had: Set<string>): AsyncGenerator<Parcel>;
  /** What was left out and why. */
  problems: readonly string[];
};

export const NO_WHEELS: Wheels = {
  packages: [],
  modules: [],
  problems: [],
  async *parcelsFor() {
    // There are none.
  },
};

/** Reads what is in a folder; rejects where it is no folder that can be read. */
export async function readWheels(folder: string, pyodideFolder: string): Promise<Wheels> {
  const { wheels, problems } = await readCatalog(folder, pyodideFolder);
  const importable = [...wheels.values()].filter(({ modules }) => modules.length > 0);
  return {
    packages: importable.map(({ name }) => name).sort(),
    modules: [...new Set(importable.flatMap(({ modules }) => modules))].sort(),
    problems,
    async *parcelsFor(module, had) {
      for (const wheel of inOrder(wheels, module)) {
        if (had.has(wheel.name)) continue;
        had.add(wheel.name);
        const bytes = await readFile(join(folder, wheel.file));
        if ((await sumOf(bytes)) !== wheel.sha256)
          throw new Error(`${wheel.file} is not what it was when Waggle started`);
        yield { file: wheel.file, place: wheel.place, entries: wheel.entries, bytes };
      }
    },
  };
}

/** Those that have the module and all they need, each after what it needs, as far as that is possible in a circle. */
export function inOrder(wheels: Catalog['wheels'], module: string): readonly Wheel[] {
  const ordered = new Set<Wheel>();
  const seen = new Set<string>();
  const add = (wheel: Wheel | undefined) => {
    if (wheel === undefined || seen.has(wheel.name)) return;
    seen.add(wheel.name);
    for (const need of wheel.needs) add(wheels.get(need));
    ordered.add(wheel);
  };
  for (const wheel of wheels.values()) if (wheel.modules.includes(module)) add(wheel);
  return [...ordered];
}
