import { parseSpacePath } from '../../shared/spacePath.ts';

/** Longest that no system finds too long, and what of it is the ending. */
const MOST = 90;
const ENDING = /\.[^.]{1,10}$/;

/** A file's name as a project can have it: what not every system has in names becomes a hyphen. */
export function spaceName(given: string): string {
  const plain = given.replace(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|]/gu, '-').replace(/^\s+|[\s.]+$/gu, '');
  const ending = ENDING.exec(plain)?.[0] ?? '';
  const name = plain.length <= MOST ? plain : `${plain.slice(0, MOST - ending.length).trimEnd()}${ending}`;
  return 'path' in parseSpacePath(name)
    ? name
    : `file-${name
        .replace(/[^A-Za-z0-9._-]/g, '-')
        .replace(/^\.+/, '')
        .slice(-MOST)}`;
}
