import { textOf } from '../../agents/tools/space/contents.ts';
import type { SpaceChanged, SpaceRefusal } from '../../agents/tools/space/projectSpace.ts';
import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import { isTooLong, lineDiff, unifiedDiff } from '../../shared/lineDiff.ts';
import { SPACE_FILE_BYTES, SPACE_TEXT } from '../../shared/space.ts';
import type { Files } from '../files/files.ts';
import { diskFull } from '../files/refusals.ts';
import { Refusal } from '../refusal.ts';
import type { Spaces } from './spaces.ts';

/** Versions on a page. */
const PAGE = 30;

type Version = { version: string };
type Asked = { chatId: string; path: string; version?: string | undefined };
type New = { chatId: string; path: string; bytes: Uint8Array; message: string };

/** The files of projects as people see and change them; throws Refusals. Who reads is known to be a member. */
export interface SpaceDesk {
  list(chatId: string): Promise<CommandOutput<'space:list'>>;
  text(asked: Asked): Promise<CommandOutput<'space:read'>>;
  bytes(asked: Asked): Promise<Uint8Array>;
  history(asked: CommandInput<'space:history'>): Promise<CommandOutput<'space:history'>>;
  diff(asked: CommandInput<'space:diff'>): Promise<CommandOutput<'space:diff'>>;
  put(userId: string, file: New): Promise<Version>;
  remove(userId: string, asked: CommandInput<'space:delete'>): Promise<Version>;
  restore(userId: string, asked: CommandInput<'space:restore'>): Promise<Version>;
  /** Copies a file that the person may read. */
  keep(userId: string, asked: CommandInput<'space:keep'>): Promise<Version>;
}

export function createSpaceDesk(spaces: Spaces, files: Pick<Files, 'find' | 'read'>): SpaceDesk {
  async function found({ chatId, ...asked }: Asked): Promise<{ version: string; bytes: Uint8Array }> {
    const read = await spaces.read(chatId, asked);
    if (typeof read === 'string') throw noSuchSpaceFile();
    return read;
  }

  async function put(userId: string, { chatId, path, bytes, message }: New): Promise<Version> {
    const by = { kind: 'person' as const, userId };
    const make = () => Promise.resolve(new Map([[path, bytes]]));
    return versionOf(spaces, chatId, await spaces.change<never>(chatId, { by, message, make }));
  }

  return {
    async list(chatId) {
      const { version, files } = await spaces.list(chatId);
      return { version, files: [...files] };
    },
    async text(asked) {
      const { version, bytes } = await found(asked);
      const text = textOf(bytes);
      return { version, size: bytes.length, ...beginning(text) };
    },
    bytes: async (asked) => (await found(asked)).bytes,
    async history({ chatId, path, from }) {
      const { versions, next } = await spaces.history(chatId, { path, from, most: PAGE });
      return { versions: versions.map(({ changes, ...rest }) => ({ ...rest, changes: [...changes] })), next };
    },
    async diff({ chatId, path, version }) {
      const compared = await spaces.compare(chatId, { path, version });
      if (compared === 'no-version' || (compared.before === null && compared.after === null)) throw noSuchSpaceFile();
      const [before, after] = [compared.before, compared.after].map((bytes) => (bytes === null ? '' : textOf(bytes)));
      if (before == null || after == null || isTooLong(before, after))
        return { added: 0, removed: 0, diff: null, cut: false };
      const { hunks, added, removed } = lineDiff(before, after);
      const { text, cut } = beginning(unifiedDiff({ hunks }));
      return { added, removed, diff: text, cut };
    },
    put,
    async remove(userId, { chatId, path, message }) {
      const changed = await spaces.change<'gone'>(chatId, {
        ...{ by: { kind: 'person', userId }, message },
        make: async (now) => ((await now.read(path)) === null ? { stop: 'gone' } : new Map([[path, null]])),
      });
      return versionOf(spaces, chatId, changed);
    },
    async restore(userId, { version, message, ...place }) {
      // Whoever may not write is told so below; whoever is no member is not to learn what there is.
      await spaces.requireRight(place.chatId, { kind: 'person', userId });
      const { bytes } = await found({ ...place, version });
      return put(userId, { ...place, bytes, message });
    },
    async keep(userId, { fileId, ...place }) {
      await spaces.requireRight(place.chatId, { kind: 'person', userId });
      const { row } = await files.find(userId, fileId);
      // It is not read into memory to be refused then.
      if (Number(row.size) > SPACE_FILE_BYTES) {
        throw refusalOf({ kind: 'file-too-large', path: place.path, limit: SPACE_FILE_BYTES });
      }
      return put(userId, { ...place, bytes: await files.read(row) });
    },
  };
}

async function versionOf(spaces: Spaces, chatId: string, changed: SpaceChanged<'gone'>): Promise<Version> {
  switch (changed.kind) {
    case 'changed':
      return { version: changed.version };
    case 'unchanged':
      return { version: (await spaces.list(chatId)).version ?? '' };
    case 'stopped':
      throw noSuchSpaceFile();
    case 'refused':
      throw refusalOf(changed.refusal);
  }
}

function refusalOf(refusal: SpaceRefusal): Refusal {
  switch (refusal.kind) {
    case 'path':
      return new Refusal('bad-input', 'That is no path here.', { reason: 'space-path' });
    case 'place':
      return new Refusal('conflict', 'Something else is in its place.', { reason: 'space-place' });
    case 'file-too-large':
    case 'too-many-files':
    case 'space-too-large':
    case 'history-too-large':
      return new Refusal('too-large', 'There is no room for it.', { reason: `space-${refusal.kind}` });
    case 'not-allowed':
      return new Refusal('forbidden', 'Your role in this chat does not allow this.', { reason: 'role' });
    case 'late':
      return new Refusal('conflict', 'Others change the files just now.');
    case 'disk-full':
      return diskFull();
  }
}

function noSuchSpaceFile(): Refusal {
  return new Refusal('not-found', 'There is no such file in the project.', { reason: 'space-file' });
}

function beginning(text: string | null): { text: string | null; cut: boolean } {
  if (text === null || text.length <= SPACE_TEXT) return { text, cut: false };
  return { text: text.slice(0, SPACE_TEXT).replace(/[\uD800-\uDBFF]$/, ''), cut: true };
}
