import { createHash } from 'node:crypto';

/** Longest name of a tool that models of all providers take. */
const LONGEST = 64;
const LONGEST_SLUG = 20;

/** What stands for a server in the names of its tools. */
export function slugOf(name: string): string {
  return plain(name).slice(0, LONGEST_SLUG).replace(/_+$/, '') || 'server';
}

/**
 * What models call the tools of a server, by what the server calls them. A name does not depend on the order of the list,
 * and those that would be the same, or are too long, carry a few signs of what they stand for.
 */
export function offeredNames(slug: string, names: readonly string[]): Map<string, string> {
  const prefix = `mcp_${slug}_`;
  const room = LONGEST - prefix.length;
  const counts = new Map<string, number>();
  for (const name of new Set(names)) counts.set(plain(name), (counts.get(plain(name)) ?? 0) + 1);
  return new Map(
    names.map((name) => {
      const own = plain(name);
      if (own !== '' && own.length <= room && counts.get(own) === 1) return [name, prefix + own];
      const mark = createHash('sha256').update(name).digest('hex').slice(0, 6);
      return [name, `${prefix}${own.slice(0, room - mark.length - 1)}_${mark}`];
    }),
  );
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
