import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Begins the names of files that are being written. */
export const WRITING = '.writing-';

/**
 * The file system as the git library gets it. A file is there as a whole or not at all, `durable` on the disk itself,
 * whenever the process or the machine ends: the library never looks again at an object that is there. It has no links.
 */
export function gitFs(durable: boolean) {
  return {
    promises: {
      ...{ readFile, readdir, stat, lstat, unlink, rmdir, readlink: noLinks, symlink: noLinks },
      mkdir: (path: string) => mkdir(path, { mode: 0o700 }),
      async writeFile(path: string, contents: Uint8Array | string | AsyncIterable<string>): Promise<void> {
        const beside = join(dirname(path), `${WRITING}${randomBytes(8).toString('hex')}`);
        const handle = await open(beside, 'wx', 0o600);
        try {
          try {
            await handle.writeFile(contents);
            if (durable) await handle.sync();
          } finally {
            await handle.close();
          }
          await rename(beside, path);
        } catch (error) {
          await rm(beside, { force: true });
          throw error;
        }
        if (durable) await settle(dirname(path));
      },
    },
  };
}

function noLinks(): Promise<never> {
  return Promise.reject(new Error('a file space has no links'));
}

/** Has the names of a folder's files on the disk itself. */
export async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
