import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileVariant } from '../../shared/attachment.ts';
import { FileVariant as Variants } from '../../shared/attachment.ts';

/** Where the bytes of files are: what is coming in one folder, what is served in many, told apart by the id's end. */
export type Places = {
  readonly root: string;
  readonly incoming: string;
  /** Where the file spaces of projects are. */
  readonly spaces: string;
  /** Where an upload grows. */
  upload(id: string): string;
  /** Where what is served is. */
  file(id: string, variant?: FileVariant): string;
  folderOf(id: string): string;
  /** Everything there may be of a file. */
  all(id: string): string[];
};

export function placesIn(dataDir: string): Places {
  const root = join(dataDir, 'files');
  const incoming = join(root, 'incoming');
  const spaces = join(root, 'spaces');
  const folderOf = (id: string) => join(root, id.slice(-2));
  const file = (id: string, variant?: FileVariant) =>
    join(folderOf(id), variant === undefined ? id : `${id}.${variant}`);
  const upload = (id: string) => join(incoming, id);
  const all = (id: string) => [upload(id), file(id), ...Variants.options.map((variant) => file(id, variant))];
  return { root, incoming, spaces, upload, file, folderOf, all };
}

/** Makes the folders, open to their owner only. */
export async function makePlaces(places: Places): Promise<void> {
  await mkdir(places.incoming, { recursive: true, mode: 0o700 });
}

export async function removeBytes(places: Places, id: string): Promise<void> {
  for (const path of places.all(id)) await rm(path, { force: true });
}

/** Undefined where there is no such file. */
export async function sizeAndAge(path: string): Promise<{ size: number; changedAt: number } | undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, changedAt: mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Puts bytes where they are served, sure to be there after the power is gone too. */
export async function putDown(
  places: Places,
  from: string,
  { id, variant }: { id: string; variant?: FileVariant },
): Promise<void> {
  const to = places.file(id, variant);
  if (from === to) return;
  await chmod(from, 0o600);
  await settle(from);
  await mkdir(places.folderOf(id), { recursive: true, mode: 0o700 });
  await rename(from, to);
  await settle(places.folderOf(id));
}

/** Has what was written, to a file or a folder, on the disk itself. */
async function settle(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' || /no space left/i.test(error.message);
}
