import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { SpaceChanged, SpaceChanges, SpaceNow, SpaceRefusal } from '../../agents/tools/space/projectSpace.ts';
import type { ChangeChat } from '../chat/change.ts';
import { Lanes } from '../chat/lanes.ts';
import { isDiskFull } from '../files/places.ts';
import { noSuchChat } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { moveGeneration, moveHead, readSpace, type StoredSpace } from '../store/spaces.ts';
import { type SpaceLimits, SPACE_LIMITS, VERSION_BYTES, whyNot } from './fits.ts';
import { newestOf } from './forget.ts';
import { folderOf } from './folderOf.ts';
import { type HistoryAsked, type HistoryPage, readHistory } from './history.ts';
import { type Commit, openRepository, type Repository, type Tree } from './repository.ts';
import { authorsOf, type By, type Right, rightOf } from './rights.ts';

/** The files of a version, with their sizes. */
export type Listing = { version: string | null; at: number; files: readonly { path: string; size: number }[] };

/** What a person or an agent wants to be changed; `make` may be asked again where somebody else was quicker. */
export type Wanted<Stopped> = {
  by: By;
  message: string;
  make(now: SpaceNow): Promise<SpaceChanges | { stop: Stopped }>;
};

export type Found = { version: string; bytes: Uint8Array } | 'no-file' | 'no-version';

/** The file spaces of projects. Who asks is looked at for changes alone; who reads is known to be a member. */
export interface Spaces {
  list(chatId: string): Promise<Listing>;
  read(chatId: string, asked: { path: string; version?: string | undefined }): Promise<Found>;
  history(chatId: string, asked: HistoryAsked): Promise<HistoryPage>;
  /** A file before and after a version; null where it was not there. */
  compare(
    chatId: string,
    asked: { path: string; version: string },
  ): Promise<{ before: Uint8Array | null; after: Uint8Array | null } | 'no-version'>;
  /** Throws for who is no member. */
  requireRight(chatId: string, by: By): Promise<void>;
  /** Throws Refusals where a person may not; an agent is refused in words. */
  change<Stopped>(chatId: string, wanted: Wanted<Stopped>): Promise<SpaceChanged<Stopped>>;
  /** All files of the last version, one after the other. */
  contents(chatId: string): Promise<{ at: number; files: AsyncIterable<{ path: string; bytes: Uint8Array }> }>;
}

type Parts = {
  database: Database;
  /** The folder of all spaces. */
  root: string;
  changeChat: ChangeChat;
  agentName(agentId: string): string | undefined;
  logger: Pick<Logger, 'error'>;
  limits?: SpaceLimits;
  /** False where nothing is to outlive the machine, as in tests. */
  durable?: boolean;
};

const NOT_TOLD = 'git is not told of a version';

/** So often a change is tried where others are quicker. */
const ATTEMPTS = 6;
const PAUSE_MS = 25;
/** Repositories that are kept open; being open is to know the sizes of files. */
const MOST_OPEN = 100;

/**
 * A version is written as objects that nothing leads to, and then becomes the last one by one row of the database, under
 * the chat's lock and only in the place of the one it was made from. So whenever a process dies the last version is whole,
 * and of two that write at the same time, in whichever processes, the later one starts anew from what the other made.
 */
export function createSpaces({ database, root, changeChat, agentName, logger, ...more }: Parts): Spaces {
  const { limits = SPACE_LIMITS, durable = true } = more;
  const { pool } = database;
  const lanes = new Lanes();
  const open = new Map<string, Repository>();
  /** The last one that was made of each; everybody who looks at the files asks again whenever the chat changes. */
  const listings = new WeakMap<Repository, Listing>();

  function repositoryOf(chatId: string, generation: number): Repository {
    const folder = folderOf(chatId, generation);
    const repository = open.get(folder) ?? openRepository(join(root, folder), { durable });
    open.delete(folder);
    open.set(folder, repository);
    const oldest = open.size > MOST_OPEN ? open.keys().next().value : undefined;
    if (oldest !== undefined) open.delete(oldest);
    return repository;
  }

  async function spaceOf(chatId: string): Promise<StoredSpace> {
    const space = await readSpace(pool, chatId);
    if (space?.kind !== 'project') throw noSuchChat();
    return space;
  }

  async function headOf(chatId: string): Promise<{ repository: Repository; head: Commit | null }> {
    const space = await spaceOf(chatId);
    const repository = repositoryOf(chatId, space.generation);
    return { repository, head: space.head === null ? null : await repository.commitOf(space.head) };
  }

  /**
   * Leaves the oldest versions behind where the history has no room left, until it takes half of that: whoever may write
   * could fill it for ever otherwise. What stays is put into another folder, and nothing is ever taken out of one, so that
   * nobody who writes meanwhile builds on what goes; their change does not count and is made anew. Whether any went.
   */
  async function forgetOldest(chatId: string, { head, storedBytes, generation }: StoredSpace): Promise<boolean> {
    if (head === null) return false;
    const repository = repositoryOf(chatId, generation);
    const kept = await newestOf(repository, await repository.commitOf(head), limits.stored / 2);
    if (kept.bytes >= storedBytes) return false;
    const to = generation + 1;
    const fresh = repositoryOf(chatId, to);
    await repository.copyTo(join(root, folderOf(chatId, to)), kept);
    const came = { moved: false };
    await changeChat(chatId, async ({ tx }) => {
      came.moved = await moveGeneration(tx, { chatId, head, from: generation, to, storedBytes: kept.bytes });
      return null;
    });
    // Of the folder that was left just now somebody may still read; more of them than that fill the disk instead.
    const failed = (what: string) => (error: unknown) => logger.error({ err: error, chatId }, what);
    if (came.moved && generation > 0) {
      await repositoryOf(chatId, generation - 1)
        .remove()
        .catch(failed('a folder of old versions could not be removed'));
    }
    await fresh.point(head).catch(failed(NOT_TOLD));
    return true;
  }

  async function attempt<Stopped>(
    chatId: string,
    { by, message, make }: Wanted<Stopped>,
  ): Promise<SpaceChanged<Stopped> | 'late'> {
    const space = await spaceOf(chatId);
    const { head, storedBytes, generation } = space;
    const right = await rightOf(database.prisma, chatId, by);
    if (right !== 'allowed') return refusedFor(right);
    const repository = repositoryOf(chatId, generation);
    const before: Tree =
      head === null ? new Map<string, string>() : await repository.files((await repository.commitOf(head)).tree);
    const made = await make({
      async read(path) {
        const oid = before.get(path);
        return oid === undefined ? null : repository.read(oid);
      },
    });
    if ('stop' in made) return { kind: 'stopped', why: made.stop };
    const refusal = whyNot({ sizes: await sizesIn(repository, before), changes: sizesOf(made), storedBytes }, limits);
    if (refusal?.kind === 'history-too-large' && (await forgetOldest(chatId, space))) return 'late';
    if (refusal !== null) return { kind: 'refused', refusal };

    if (head === null) await repository.make();
    const files = new Map(before);
    let wrote = VERSION_BYTES;
    for (const [path, bytes] of made) {
      if (bytes === null) files.delete(path);
      else files.set(path, await repository.put(bytes));
      wrote += bytes?.length ?? 0;
    }
    if (isSame(before, files)) return { kind: 'unchanged' };
    const at = Date.now();
    const authors = await authorsOf(database.prisma, by, agentName);
    const to = await repository.commit({ parent: head, ...authors, message, at, files });

    // A change may be tried again; what came of it at last counts.
    const came: { right: Right; moved: boolean } = { right, moved: false };
    await changeChat(chatId, async ({ tx }) => {
      came.right = await rightOf(tx, chatId, by);
      came.moved = came.right === 'allowed' && (await moveHead(tx, { chatId, from: head, to, wrote, generation }));
      return came.moved ? {} : null;
    });
    if (came.right !== 'allowed') return refusedFor(came.right);
    if (!came.moved) return 'late';
    await repository.point(to).catch((error: unknown) => logger.error({ err: error, chatId }, NOT_TOLD));
    return { kind: 'changed', version: to };
  }

  return {
    async list(chatId) {
      const { repository, head } = await headOf(chatId);
      if (head === null) return { version: null, at: 0, files: [] };
      const known = listings.get(repository);
      if (known?.version === head.id) return known;
      const sizes = await sizesIn(repository, await repository.files(head.tree));
      const files = [...sizes].map(([path, size]) => ({ path, size }));
      const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
      const listing = { version: head.id, at: head.at, files: sorted };
      listings.set(repository, listing);
      return listing;
    },

    async read(chatId, { path, version }) {
      const { repository, head } = await headOf(chatId);
      if (head === null) return version === undefined ? 'no-file' : 'no-version';
      const id = version === undefined ? head.id : await repository.find(version);
      if (id === null) return 'no-version';
      const oid = await repository.fileIn((await repository.commitOf(id)).tree, path);
      return oid === null ? 'no-file' : { version: id, bytes: await repository.read(oid) };
    },

    async history(chatId, asked) {
      const { repository, head } = await headOf(chatId);
      return head === null ? { versions: [], next: null } : readHistory(repository, head, asked);
    },

    async compare(chatId, { path, version }) {
      const { repository } = await headOf(chatId);
      const id = await repository.find(version);
      if (id === null) return 'no-version';
      const commit = await repository.commitOf(id);
      const parent = commit.parent === null ? null : await repository.commitOf(commit.parent);
      const contents = async (tree: string | undefined) => {
        const oid = tree === undefined ? null : await repository.fileIn(tree, path);
        return oid === null ? null : repository.read(oid);
      };
      return { before: await contents(parent?.tree), after: await contents(commit.tree) };
    },

    async requireRight(chatId, by) {
      if ((await rightOf(database.prisma, chatId, by)) === 'stranger') throw noSuchChat();
    },

    change: (chatId, wanted) =>
      lanes.run(chatId, async () => {
        try {
          for (let tried = 1; tried <= ATTEMPTS; tried++) {
            const outcome = await attempt(chatId, wanted);
            if (outcome !== 'late') return outcome;
            await pause(PAUSE_MS * tried * Math.random());
          }
          return { kind: 'refused', refusal: { kind: 'late' } };
        } catch (error) {
          if (isDiskFull(error)) return { kind: 'refused', refusal: { kind: 'disk-full' } };
          throw error;
        }
      }),

    async contents(chatId) {
      const { repository, head } = await headOf(chatId);
      const files = head === null ? new Map<string, string>() : await repository.files(head.tree);
      async function* each() {
        for (const [path, oid] of files) yield { path, bytes: await repository.read(oid) };
      }
      return { at: head?.at ?? Date.now(), files: each() };
    },
  };
}

function refusedFor(right: Exclude<Right, 'allowed'>): { kind: 'refused'; refusal: SpaceRefusal } {
  if (right === 'stranger') throw noSuchChat();
  return { kind: 'refused', refusal: { kind: 'not-allowed' } };
}

async function sizesIn(repository: Repository, files: Tree): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const [path, oid] of files) sizes.set(path, await repository.sizeOf(oid));
  return sizes;
}

function sizesOf(changes: SpaceChanges): Map<string, number | null> {
  return new Map([...changes].map(([path, bytes]) => [path, bytes === null ? null : bytes.length]));
}

function isSame(before: Tree, after: Tree): boolean {
  return before.size === after.size && [...before].every(([path, oid]) => after.get(path) === oid);
}
