import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// Not copies of files: copying as many small ones as a database has takes some systems as long as making them.
const run = promisify(execFile);

/** Puts the folders of these names in `folder` (all that is in it without names) into an archive. */
export async function packFolder(folder: string, archive: string, names: readonly string[] = ['.']): Promise<void> {
  await run('tar', ['-cf', archive, '-C', folder, ...names]);
}

/** Puts what was packed into a folder that is there. */
export async function unpackFolder(archive: string, folder: string): Promise<void> {
  await run('tar', ['-xf', archive, '-C', folder]);
}
