import { accessSync, chmodSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const FOLDER = '/dev/shm';
const GIGABYTE = 1024 ** 3;

/**
 * A new folder in memory for what tests write and soon throw away, where there is one with room enough and nobody has said
 * where else to write. Files cost a third there of what they cost on a disk.
 */
export function tempFolder(): string | undefined {
  if (process.platform !== 'linux' || (process.env.TMPDIR ?? '') !== '') return undefined;
  try {
    accessSync(FOLDER, constants.W_OK);
    const { bavail, bsize } = statfsSync(FOLDER);
    if (Math.min(bavail * bsize, freemem()) < 4 * GIGABYTE) return undefined;
    const folder = mkdtempSync(join(FOLDER, 'waggle-tests-'));
    // A database server that may not run as root goes through it.
    chmodSync(folder, 0o711);
    return folder;
  } catch {
    return undefined;
  }
}
