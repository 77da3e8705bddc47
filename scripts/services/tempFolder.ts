import { accessSync, constants, statfsSync } from 'node:fs';
import { freemem } from 'node:os';

const FOLDER = '/dev/shm';
const GIGABYTE = 1024 ** 3;

/**
 * The folder in memory for what tests write and soon throw away, where there is one with room enough and nobody has said
 * where else to write. Files cost a third there of what they cost on a disk.
 */
export function tempFolder(): string | undefined {
  if (process.platform !== 'linux' || (process.env.TMPDIR ?? '') !== '') return undefined;
  try {
    accessSync(FOLDER, constants.W_OK);
    const { bavail, bsize } = statfsSync(FOLDER);
    return Math.min(bavail * bsize, freemem()) > 4 * GIGABYTE ? FOLDER : undefined;
  } catch {
    return undefined;
  }
}
