import git from 'isomorphic-git';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { constants, inflateSync } from 'node:zlib';
import { parseSpacePath } from '../../shared/spacePath.ts';
import { isMissing } from '../files/places.ts';
import { gitFs, settle } from './gitFs.ts';
import { type Identity, identityOf, signatureOf } from './identity.ts';

/** The contents of files by their paths, as the ids of git's objects. */
export type Tree = ReadonlyMap<string, string>;

/** A version of the space: who wrote it, and in whose name. */
export type Commit = {
  id: string;
  parent: string | null;
  tree: string;
  author: Identity;
  committer: Identity;
  message: string;
  /** Milliseconds since 1970. */
  at: number;
};

export type NewCommit = Pick<Commit, 'parent' | 'author' | 'committer' | 'message' | 'at'> & { files: Tree };

export type FileChange = { path: string; kind: 'added' | 'changed' | 'removed' };

/** No path is deeper; a tree that is was not made here. */
const DEEPEST = 16;
/** So much of an object's beginning tells its length. */
const HEAD_BYTES = 64;

/**
 * One space's repository. It has no work tree: no path that anybody names is ever one of the file system. Objects are only
 * added, so that whatever was a whole version stays one. Where it is not `durable`, a machine that ends may lose some.
 */
export function openRepository(folder: string, { durable = true }: { durable?: boolean } = {}) {
  const repo = { fs: gitFs(durable), gitdir: folder };
  const sizes = new Map<string, number>();
  let oldest: string | undefined;

  /** The version that has none before it here, where older ones were forgotten; as git has it. */
  async function oldestHere(): Promise<string> {
    if (oldest !== undefined) return oldest;
    try {
      oldest = (await readFile(join(folder, 'shallow'), 'utf8')).trim();
    } catch (error) {
      if (!isMissing(error)) throw error;
      oldest = '';
    }
    return oldest;
  }

  async function entriesOf(tree: string) {
    const read = await git.readTree({ ...repo, oid: tree });
    // What git knows besides, such as links, is nothing of ours, and is not followed.
    return read.tree.filter(({ type, mode }) => type === 'tree' || (type === 'blob' && mode.startsWith('100')));
  }

  async function gather(tree: string, above: string, into: Map<string, string>): Promise<void> {
    if (above.split('/').length > DEEPEST) return;
    for (const { path: name, oid, type } of await entriesOf(tree)) {
      const path = above + name;
      if (type === 'tree') await gather(oid, `${path}/`, into);
      else if (isOurs(path)) into.set(path, oid);
    }
  }

  /** Writes what differs, deepest first. */
  async function writeTrees(files: Tree): Promise<string> {
    const here: { path: string; oid: string; mode: string; type: 'blob' | 'tree' }[] = [];
    const below = new Map<string, Map<string, string>>();
    for (const [path, oid] of files) {
      const at = path.indexOf('/');
      if (at === -1) here.push({ path, oid, mode: '100644', type: 'blob' });
      else {
        const folderName = path.slice(0, at);
        const inside = below.get(folderName) ?? new Map<string, string>();
        below.set(folderName, inside.set(path.slice(at + 1), oid));
      }
    }
    for (const [path, inside] of below) {
      here.push({ path, oid: await writeTrees(inside), mode: '040000', type: 'tree' });
    }
    return git.writeTree({ ...repo, tree: here });
  }

  async function compare(old: string | null, fresh: string | null, found: FileChange[], above = ''): Promise<void> {
    if (old === fresh || above.split('/').length > DEEPEST) return;
    const [before, after] = await Promise.all(
      [old, fresh].map(async (tree) => new Map((tree === null ? [] : await entriesOf(tree)).map((e) => [e.path, e]))),
    );
    for (const name of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
      const [was, is] = [before?.get(name), after?.get(name)];
      if (was?.oid === is?.oid && was?.type === is?.type) continue;
      const path = above + name;
      const blobs = [was?.type === 'blob', is?.type === 'blob'];
      if (blobs[0] === true || blobs[1] === true) {
        if (isOurs(path))
          found.push({ path, kind: blobs[0] !== true ? 'added' : blobs[1] === true ? 'changed' : 'removed' });
      }
      if (was?.type === 'tree' || is?.type === 'tree') {
        await compare(was?.type === 'tree' ? was.oid : null, is?.type === 'tree' ? is.oid : null, found, `${path}/`);
      }
    }
  }

  async function sizeOf(oid: string): Promise<number> {
    const known = sizes.get(oid);
    if (known !== undefined) return known;
    const size = (await looseSize(folder, oid)) ?? (await git.readBlob({ ...repo, oid })).blob.length;
    sizes.set(oid, size);
    return size;
  }

  /** An object never changes, so it may be in several repositories at once; not every disk can have it so. */
  async function share(from: string, to: string): Promise<void> {
    try {
      await link(from, to);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
      if (isMissing(error)) throw error;
      await repo.fs.promises.writeFile(to, await readFile(from));
    }
  }

  return {
    /** Makes the repository where there is none. */
    async make(): Promise<void> {
      await git.init({ ...repo, bare: true, defaultBranch: 'main' });
    },

    /** Stores contents, and gives the id by which a tree has them. */
    put: (bytes: Uint8Array): Promise<string> => git.writeBlob({ ...repo, blob: bytes }),

    /** The contents of a file, whose hash is that of its id. */
    async read(oid: string): Promise<Uint8Array> {
      return (await git.readBlob({ ...repo, oid })).blob;
    },

    sizeOf,

    /** Writes a version; it is none of the space's before its head says so. */
    async commit({ parent, author, committer, message, at, files }: NewCommit): Promise<string> {
      const tree = await writeTrees(files);
      return git.writeCommit({
        ...repo,
        commit: {
          ...{ tree, parent: parent === null ? [] : [parent], message: `${message}\n` },
          ...{ author: signatureOf(author, at), committer: signatureOf(committer, at) },
        },
      });
    },

    async commitOf(id: string): Promise<Commit> {
      const { oid, commit } = await git.readCommit({ ...repo, oid: id });
      const parent = oid === (await oldestHere()) ? null : (commit.parent[0] ?? null);
      return {
        ...{ id: oid, parent, tree: commit.tree, message: commit.message.trim() },
        ...{ author: identityOf(commit.author), committer: identityOf(commit.committer) },
        at: commit.committer.timestamp * 1000,
      };
    },

    /** The version whose id begins so; null where none does, or several do. */
    async find(beginning: string): Promise<string | null> {
      if (!/^[0-9a-f]{7,40}$/.test(beginning)) return null;
      try {
        const oid = beginning.length === 40 ? beginning : await git.expandOid({ ...repo, oid: beginning });
        return (await git.readCommit({ ...repo, oid })).oid;
      } catch (error) {
        if (isUnknown(error)) return null;
        throw error;
      }
    },

    /** All files of a tree. */
    async files(tree: string): Promise<Tree> {
      const files = new Map<string, string>();
      await gather(tree, '', files);
      return files;
    },

    /** One file of a tree; null where it is not there. */
    async fileIn(tree: string, path: string): Promise<string | null> {
      let at = tree;
      const parts = path.split('/');
      for (const [index, part] of parts.entries()) {
        const entry = (await entriesOf(at)).find((one) => one.path === part);
        const isLast = index === parts.length - 1;
        if (entry?.type !== (isLast ? 'blob' : 'tree')) return null;
        at = entry.oid;
      }
      return at;
    },

    /** What became of which files from one tree to another. */
    async changes(old: string | null, fresh: string): Promise<FileChange[]> {
      const found: FileChange[] = [];
      await compare(old, fresh, found);
      return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },

    /** Lets git itself find the last version; nothing here looks there. */
    async point(head: string): Promise<void> {
      await git.writeRef({ ...repo, ref: 'refs/heads/main', value: head, force: true });
    },

    /** What a version is made of besides what is `known`, and how long its contents are. */
    async closureOf(commit: Commit, known: ReadonlySet<string>): Promise<{ objects: Set<string>; bytes: number }> {
      const objects = new Set([commit.id]);
      let bytes = 0;
      const trees = [commit.tree];
      for (let tree = trees.pop(); tree !== undefined; tree = trees.pop()) {
        if (known.has(tree) || objects.has(tree)) continue;
        objects.add(tree);
        for (const { oid, type } of await entriesOf(tree)) {
          if (type === 'tree') trees.push(oid);
          else if (!known.has(oid) && !objects.has(oid)) {
            objects.add(oid);
            bytes += await sizeOf(oid);
          }
        }
      }
      return { objects, bytes };
    },

    /** Another repository in a folder of its own, with these objects of this one, in which `oldest` has none before it. */
    async copyTo(target: string, { oldest: first, objects }: { oldest: string; objects: ReadonlySet<string> }) {
      await git.init({ ...repo, gitdir: target, bare: true, defaultBranch: 'main' });
      const folders = new Set(Array.from(objects, (id) => id.slice(0, 2)));
      for (const head of folders) await mkdir(join(target, 'objects', head), { recursive: true, mode: 0o700 });
      for (const id of objects) {
        const [from, to] = [folder, target].map((one) => join(one, 'objects', id.slice(0, 2), id.slice(2)));
        if (from !== undefined && to !== undefined) await share(from, to);
      }
      await repo.fs.promises.writeFile(join(target, 'shallow'), `${first}\n`);
      if (!durable) return;
      for (const head of folders) await settle(join(target, 'objects', head));
      for (const one of [join(target, 'objects'), target, dirname(target)]) await settle(one);
    },

    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Repository = ReturnType<typeof openRepository>;

function isOurs(path: string): boolean {
  const parsed = parseSpacePath(path);
  return 'path' in parsed && parsed.path === path;
}

/** From the beginning of the object's file; undefined where it is not one by itself. */
async function looseSize(folder: string, oid: string): Promise<number | undefined> {
  try {
    const handle = await open(join(folder, 'objects', oid.slice(0, 2), oid.slice(2)), 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const head = inflateSync(buffer.subarray(0, bytesRead), { finishFlush: constants.Z_SYNC_FLUSH });
      const size = /^blob (\d{1,12})\0/.exec(head.toString('latin1'))?.[1];
      return size === undefined ? undefined : Number(size);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** There is no such object, it is no commit, or several begin so. */
function isUnknown(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    code === 'NotFoundError' || code === 'ObjectTypeError' || code === 'AmbiguousError' || code === 'ShortOidNotFound'
  );
}
