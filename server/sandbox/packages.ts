// Used by Python's process only: puts packages among the files of its interpreter, which are all in its memory.
import { ask } from './inside.ts';
import { unpack } from './wheels/unpack.ts';

/** What is used of the interpreter's files. */
export type PackageFiles = {
  mkdirTree(path: string): void;
  writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
};

/** Where libraries lie that packages load. */
const LIBRARIES = '/usr/lib';
/** Of all packages of a run, once unpacked. */
const MOST_UNPACKED = 320 * 1024 * 1024;

/** Makes packages appear in `site` when one of their modules is asked for; false where that came to nothing. */
export function createPackages(files: PackageFiles, site: string): (module: string) => boolean {
  let left = MOST_UNPACKED;
  const folders = new Set<string>();
  const put = (path: string, bytes: Uint8Array) => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!folders.has(folder)) files.mkdirTree(folder);
    folders.add(folder);
    files.writeFile(path, bytes, { canOwn: true });
  };
  return (module) =>
    ask(module, ({ place, entries }, bytes) => {
      const root = place === 'library' ? LIBRARIES : site;
      left -= entries.reduce((sum, { size }) => sum + size, 0);
      if (left < 0) throw new RangeError('no more room for packages');
      for (const entry of entries) put(`${root}/${entry.path}`, unpack(bytes, entry));
    });
}
