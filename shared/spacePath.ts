import * as z from 'zod/mini';

/** Of a whole path, and of each of its parts; in UTF-16 code units. */
const PATH_LENGTH = 240;
const PART_LENGTH = 100;
/** Most bytes of a part that every file system takes. */
const PART_BYTES = 200;
/** Most parts of a path. */
const PATH_DEPTH = 10;

/** What no name may have: what is not seen, half a character, and what some system takes for something else. */
const SIGNS = /[\p{C}\p{Zl}\p{Zp}\\:*?"<>|]/u;
/** What Windows takes for a device, with whatever ending. */
const DEVICE = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(\s*\.|\s*$)/i;
/** A short name of `.git` on some disks. */
const SHORT_GIT = /^git~\d/;

/**
 * Why something is no path of a file space: `dots` leads elsewhere, `signs` has what is no part of a name, `ends` begins or
 * ends with what some systems leave away, `git` is the repository's own, `device` is no file everywhere.
 */
export type PathFault = 'empty' | 'absolute' | 'dots' | 'signs' | 'ends' | 'git' | 'device' | 'too-long' | 'too-deep';

/** A path as a file space has it: relative, in composed characters (NFC), its parts parted by `/`; or why it is none. */
export function parseSpacePath(given: string): { path: string } | { fault: PathFault } {
  // Composing can only make it so much shorter, and takes long for what is endless.
  if (given.length > 4 * PATH_LENGTH) return { fault: 'too-long' };
  if (given.trim() === '') return { fault: 'empty' };
  const path = given.normalize('NFC');
  if (path.startsWith('/')) return { fault: 'absolute' };
  if (SIGNS.test(path)) return { fault: 'signs' };
  if (path.length > PATH_LENGTH) return { fault: 'too-long' };
  const parts = path.split('/');
  if (parts.length > PATH_DEPTH) return { fault: 'too-deep' };
  for (const part of parts) {
    const fault = partFault(part);
    if (fault !== null) return { fault };
  }
  return { path };
}

function partFault(part: string): PathFault | null {
  if (part === '') return 'empty';
  if (part === '.' || part === '..') return 'dots';
  const plain = folded(part);
  if (/^\.+$/.test(plain)) return 'dots';
  // Composing compatible signs can make a sign of two: a full-width slash is one to some systems.
  if (SIGNS.test(plain) || plain.includes('/')) return 'signs';
  if (/^\s|[\s.]$/u.test(part) || /^\s|[\s.]$/u.test(plain)) return 'ends';
  if (plain === '.git' || SHORT_GIT.test(plain)) return 'git';
  if (DEVICE.test(plain)) return 'device';
  return part.length > PART_LENGTH || bytesOf(part) > PART_BYTES ? 'too-long' : null;
}

/** What stands for the same name wherever large and small letters, or signs that look the same, are not told apart. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const point = sign.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** A path of a file space, in composed characters. */
export const SpacePath = z.string().check(
  z.maxLength(4 * PATH_LENGTH),
  z.overwrite((given) => given.normalize('NFC')),
  z.refine((given) => 'path' in parseSpacePath(given)),
);
export type SpacePath = z.infer<typeof SpacePath>;

/** What is in the way of a new file; `other` is what is there. */
export type PlaceFault = { kind: 'is-folder' | 'under-file' | 'same-letters'; other: string };

/**
 * What of the files that there are is in the way of one at `path`: a folder of that name, a file where it has a folder, or
 * a name that on some systems is the same one. Null where nothing is; a file of that very path is in nobody's way.
 */
export function placeFault(path: string, existing: Iterable<string>): PlaceFault | null {
  const parts = path.split('/');
  for (const other of existing) {
    if (other === path) continue;
    const others = other.split('/');
    for (const [at, part] of parts.entries()) {
      const beside = others[at];
      if (beside === undefined) break;
      if (beside === part) {
        const [isLast, isOthersLast] = [at === parts.length - 1, at === others.length - 1];
        if (isLast && !isOthersLast) return { kind: 'is-folder', other: others.slice(0, at + 1).join('/') };
        if (!isLast && isOthersLast) return { kind: 'under-file', other };
        continue;
      }
      if (folded(beside) === folded(part)) return { kind: 'same-letters', other: others.slice(0, at + 1).join('/') };
      break;
    }
  }
  return null;
}
