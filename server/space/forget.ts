import { VERSION_BYTES } from './fits.ts';
import type { Commit, Repository } from './repository.ts';

/** However little they take, looking through more would take too long. */
const MOST_VERSIONS = 2_000;

/** What is left of a history: its oldest version, the objects of all, and what they count as stored. */
export type Kept = { oldest: string; objects: ReadonlySet<string>; bytes: number };

/** The last versions that count for no more than `most` bytes together; the very last one always. */
export async function newestOf(repository: Repository, head: Commit, most: number): Promise<Kept> {
  const objects = new Set<string>();
  let oldest = head.id;
  let bytes = 0;
  let commit: Commit | null = head;
  for (let count = 0; commit !== null && count < MOST_VERSIONS; count++) {
    const { objects: own, bytes: takes } = await repository.closureOf(commit, objects);
    if (count > 0 && bytes + takes + VERSION_BYTES > most) break;
    for (const id of own) objects.add(id);
    bytes += takes + VERSION_BYTES;
    oldest = commit.id;
    commit = commit.parent === null ? null : await repository.commitOf(commit.parent);
  }
  return { oldest, objects, bytes };
}
