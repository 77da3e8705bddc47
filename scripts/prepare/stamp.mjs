import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stamps = join('.cache', 'waggle');

/**
 * One hash over the names and contents of the given files and folders; what does not exist counts as empty.
 *
 * @param {string[]} paths
 * @param {(path: string) => boolean} [skip]
 */
export function hashOf(paths, skip = () => false) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesUnder(path, skip)) {
      const content = readFileSync(file);
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @param {(path: string) => boolean} skip
 * @returns {string[]}
 */
function filesUnder(path, skip) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || skip(path)) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name), skip));
}

/** @param {string} step */
export function readStamp(step) {
  try {
    return readFileSync(join(stamps, `${step}.stamp`), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} step
 * @param {string} hash
 */
export function writeStamp(step, hash) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, `${step}.stamp`), hash);
}

/** @param {string} step */
export function removeStamp(step) {
  rmSync(join(stamps, `${step}.stamp`), { force: true });
}
