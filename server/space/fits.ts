import type { SpaceRefusal } from '../../agents/tools/space/projectSpace.ts';
import { SPACE_FILE_BYTES } from '../../shared/space.ts';
import { parseSpacePath, placeFault } from '../../shared/spacePath.ts';

/** How much a space takes; sizes in bytes. `stored` counts all that was ever written into it. */
export type SpaceLimits = { file: number; files: number; space: number; stored: number };

export const SPACE_LIMITS: SpaceLimits = {
  file: SPACE_FILE_BYTES,
  files: 1_000,
  space: 32 * 1024 * 1024,
  stored: 256 * 1024 * 1024,
};

/** What a version takes besides the contents of its files. */
export const VERSION_BYTES = 8 * 1024;

type Sizes = ReadonlyMap<string, number>;
type Asked = {
  /** Of the files that are there. */
  sizes: Sizes;
  /** Of what is to be written; null for a file that goes. */
  changes: ReadonlyMap<string, number | null>;
  storedBytes: number;
};

/** Why a space does not take a change; null where it does. Files that are there already are in nobody's way for what they are. */
export function whyNot({ sizes, changes, storedBytes }: Asked, limits = SPACE_LIMITS): SpaceRefusal | null {
  const after = new Map(sizes);
  for (const [path, size] of changes) {
    const parsed = parseSpacePath(path);
    if ('fault' in parsed) return { kind: 'path', path, fault: parsed.fault };
    if (parsed.path !== path) return { kind: 'path', path, fault: 'signs' };
    if (size === null) after.delete(path);
    else if (size > limits.file) return { kind: 'file-too-large', path, limit: limits.file };
    else after.set(path, size);
  }
  const fresh = [...changes].filter(([path, size]) => size !== null && !sizes.has(path)).map(([path]) => path);
  for (const path of fresh) {
    const fault = placeFault(path, after.keys());
    if (fault !== null) return { kind: 'place', path, fault };
  }
  const written = [...changes.values()].reduce<number>((sum, size) => sum + (size ?? 0), 0);
  if (written === 0 && fresh.length === 0) return null;
  if (fresh.length > 0 && after.size > limits.files) return { kind: 'too-many-files', limit: limits.files };
  if (sum(after) > Math.max(limits.space, sum(sizes))) return { kind: 'space-too-large', limit: limits.space };
  if (storedBytes + written + VERSION_BYTES > limits.stored) return { kind: 'history-too-large', limit: limits.stored };
  return null;
}

function sum(sizes: Sizes): number {
  return [...sizes.values()].reduce((total, size) => total + size, 0);
}
