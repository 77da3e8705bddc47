import type { ProjectSpace, SpaceRefusal } from '../projectSpace.ts';

type Version = { id: string; message: string; files: ReadonlyMap<string, Uint8Array> };

/** A space in memory, with its versions, the last one last; it refuses changes where `refusal` is set. */
export type MemorySpace = ProjectSpace & { versions: Version[]; refusal: SpaceRefusal | null };

export function memorySpace(): MemorySpace {
  const versions: Version[] = [];
  const space: MemorySpace = {
    versions,
    refusal: null,
    async list() {
      const last = versions.at(-1);
      const files = [...(last?.files ?? [])].map(([path, { length: size }]) => ({ path, size }));
      return { version: last?.id ?? null, files };
    },
    async read(path, version) {
      const found = version === undefined ? versions.at(-1) : versions.find(({ id }) => id.startsWith(version));
      if (found === undefined) return version === undefined ? 'no-file' : 'no-version';
      const bytes = found.files.get(path);
      return bytes === undefined ? 'no-file' : { version: found.id, bytes };
    },
    async change(make, message) {
      const files = new Map(versions.at(-1)?.files);
      const made = await make({ read: async (path) => files.get(path) ?? null });
      if ('stop' in made) return { kind: 'stopped', why: made.stop };
      if (space.refusal !== null) return { kind: 'refused', refusal: space.refusal };
      for (const [path, bytes] of made) {
        if (bytes === null) files.delete(path);
        else files.set(path, bytes);
      }
      const id = String(versions.length + 1).padEnd(40, 'a');
      versions.push({ id, message, files });
      return { kind: 'changed', version: id };
    },
    async history() {
      const told = versions.map(({ id, message }) => {
        return { version: id, by: 'Coder', onBehalfOf: 'Ada', message, at: 0 };
      });
      return { versions: told.reverse(), more: false };
    },
  };
  return space;
}
