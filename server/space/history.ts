import type { Commit, FileChange, Repository } from './repository.ts';

export type HistoryAsked = {
  /** Only versions in which this file changed. */
  path?: string | undefined;
  /** `next` of the page before. */
  from?: string | undefined;
  most: number;
};

export type HistoryVersion = Omit<Commit, 'tree' | 'parent'> & {
  changes: readonly FileChange[];
  /** So many more files changed than are named. */
  more: number;
};

/** The last version first. A page may be empty and still not be the last one. */
export type HistoryPage = { versions: HistoryVersion[]; next: string | null };

/** So many versions are looked at for one page. */
const MOST_LOOKED_AT = 300;
/** So many files of a version are named. */
const MOST_NAMED = 20;

export async function readHistory(repository: Repository, head: Commit, asked: HistoryAsked): Promise<HistoryPage> {
  const { path, from, most } = asked;
  const begun = from === undefined ? head.id : await repository.find(from);
  const versions: HistoryVersion[] = [];
  let commit = begun === null ? null : await repository.commitOf(begun);
  let oid = path === undefined || commit === null ? null : await repository.fileIn(commit.tree, path);
  for (let looked = 0; commit !== null && versions.length < most && looked < MOST_LOOKED_AT; looked++) {
    const parent: Commit | null = commit.parent === null ? null : await repository.commitOf(commit.parent);
    if (path === undefined) {
      const changes = await repository.changes(parent?.tree ?? null, commit.tree);
      versions.push(versionOf(commit, changes));
    } else {
      const before: string | null = parent === null ? null : await repository.fileIn(parent.tree, path);
      if (before !== oid) versions.push(versionOf(commit, [{ path, kind: kindOf(before, oid) }]));
      oid = before;
    }
    commit = parent;
  }
  return { versions, next: commit?.id ?? null };
}

function kindOf(before: string | null, after: string | null): FileChange['kind'] {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function versionOf({ tree: _, parent: __, ...commit }: Commit, changes: readonly FileChange[]): HistoryVersion {
  const named = changes.slice(0, MOST_NAMED);
  return { ...commit, changes: named, more: changes.length - named.length };
}
