import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SpaceChanges } from '../../agents/tools/space/projectSpace.ts';
import type { ChatChange } from '../../shared/chat.ts';
import { createChangeChat } from '../chat/change.ts';
import { Lanes } from '../chat/lanes.ts';
import type { Tell } from '../chat/tell.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { joined, seed } from '../runs/testing/workspace.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { SPACE_LIMITS } from './fits.ts';
import type { By } from './rights.ts';
import { createSpaces, type Spaces } from './spaces.ts';
import { sweepSpaces } from './sweep.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const of = (files: Record<string, string | null>): SpaceChanges =>
  new Map(Object.entries(files).map(([path, words]) => [path, words === null ? null : Buffer.from(words)]));

describe.each(poolForms)('file spaces, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'of projects', () => {
    const { db, workspace: place } = prepareGround({ open }, ['coder']);
    let root: string;
    let spaces: Spaces;
    let told: ChatChange[];

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'waggle-spaces-'));
      await db.pool.query(`update chat set kind = 'project' where id = $1`, [place.chatId]);
      told = [];
      spaces = process();
      return () => rm(root, { recursive: true, force: true });
    });

    /** As another process on the same database and folder has them. */
    function process(limits = SPACE_LIMITS): Spaces {
      const tell = { chatChanged: (change: ChatChange) => told.push(change), joined() {}, left() {} };
      const changeChat = createChangeChat({ ...db, tell: tell as unknown as Tell, lanes: new Lanes() });
      const logger = { error: (what: unknown) => expect.unreachable(String(what)) };
      return createSpaces({
        ...{ database: db.database, root, changeChat, logger, limits },
        agentName: () => 'Coder',
        durable: false,
      });
    }

    const coder = (): By => ({ kind: 'agent', agentId: 'coder', askedBy: place.userId });
    const ada = (): By => ({ kind: 'person', userId: place.userId });

    function write(files: Record<string, string | null>, by = coder(), message = 'Write') {
      return spaces.change(place.chatId, { by, message, make: () => Promise.resolve(of(files)) });
    }

    async function read(path: string, version?: string): Promise<string> {
      const found = await spaces.read(place.chatId, { path, version });
      return typeof found === 'string' ? found : text(found.bytes);
    }

    const paths = async () => (await spaces.list(place.chatId)).files.map(({ path }) => path);

    it('are empty at first, and make nothing on the disk by being looked at', async () => {
      expect(await spaces.list(place.chatId)).toEqual({ version: null, at: 0, files: [] });
      expect(await spaces.history(place.chatId, { most: 10 })).toEqual({ versions: [], next: null });
      expect(await read('a')).toBe('no-file');
      expect(await readdir(root)).toEqual([]);
    });

    it('keep every version, with who wrote it and for whom', async () => {
      const first = await write({ 'src/a.txt': 'one\n', 'b.txt': 'b' }, coder(), 'Begin');
      await write({ 'src/a.txt': 'two\n' }, ada(), 'Improve');
      await write({ 'b.txt': null }, coder(), 'Clear');
      expect(await paths()).toEqual(['src/a.txt']);
      expect(await read('src/a.txt')).toBe('two\n');
      expect(first.kind).toBe('changed');
      const version = first.kind === 'changed' ? first.version : '';
      expect(await read('src/a.txt', version.slice(0, 8))).toBe('one\n');
      expect(await read('b.txt', version)).toBe('b');
      const { versions, next } = await spaces.history(place.chatId, { most: 10 });
      expect(next).toBeNull();
      expect(versions).toMatchObject([
        {
          message: 'Clear',
          author: { contactId: 'coder', name: 'Coder' },
          changes: [{ path: 'b.txt', kind: 'removed' }],
        },
        { message: 'Improve', author: { contactId: place.userId }, changes: [{ path: 'src/a.txt', kind: 'changed' }] },
        {
          ...{ id: version, message: 'Begin', author: { contactId: 'coder' }, committer: { contactId: place.userId } },
          changes: [
            { path: 'b.txt', kind: 'added' },
            { path: 'src/a.txt', kind: 'added' },
          ],
        },
      ]);
      const ofOne = await spaces.history(place.chatId, { path: 'b.txt', most: 10 });
      expect(ofOne.versions.map(({ message }) => message)).toEqual(['Clear', 'Begin']);
      const page = await spaces.history(place.chatId, { most: 1 });
      const rest = await spaces.history(place.chatId, { most: 5, from: page.next ?? '' });
      expect(rest.versions.map(({ message }) => message)).toEqual(['Improve', 'Begin']);
    });

    it('tell the chat of each change, under its version', async () => {
      await write({ a: 'a' });
      expect(told).toHaveLength(1);
      expect(await write({ a: 'a' })).toEqual({ kind: 'unchanged' });
      expect(told).toHaveLength(1);
      expect(await write({ gone: null })).toEqual({ kind: 'unchanged' });
    });

    it('hold any content as it is', async () => {
      const contents = ['', 'no end', 'a\r\nb\r\n', '\0\u0001\xff', '[31m', 'Ä'.normalize('NFD'), '🐝'.repeat(1000)];
      await write(Object.fromEntries(contents.map((content, at) => [`${at}.txt`, content])));
      for (const [at, content] of contents.entries()) expect(await read(`${at}.txt`)).toBe(content);
      const bytes = new Uint8Array(256).map((_, at) => at);
      await spaces.change(place.chatId, {
        ...{ by: ada(), message: 'Bytes' },
        make: () => Promise.resolve(new Map([['all.bin', bytes]])),
      });
      const found = await spaces.read(place.chatId, { path: 'all.bin' });
      expect(typeof found === 'string' ? found : [...found.bytes]).toEqual([...bytes]);
      expect((await spaces.list(place.chatId)).files.find(({ path }) => path === 'all.bin')?.size).toBe(256);
    });

    it.each([
      ['../out.txt', 'path'],
      ['/etc/passwd', 'path'],
      ['.git/hooks/post-commit', 'path'],
      ['a/.GIT/config', 'path'],
      ['a\\b', 'path'],
      ['Ä.txt'.normalize('NFD'), 'path'],
      ['__proto__/../x', 'path'],
      ['THERE.txt', 'place'],
      ['there.txt/below', 'place'],
    ])('take no file at %j', async (path, kind) => {
      await write({ 'there.txt': 'x' });
      expect(await write({ [path]: 'x' })).toMatchObject({ kind: 'refused', refusal: { kind } });
      expect(await paths()).toEqual(['there.txt']);
      expect(await readdir(root)).toEqual([place.chatId]);
      expect((await readdir(join(root, place.chatId))).sort()).toEqual([
        'HEAD',
        'config',
        'hooks',
        'info',
        'objects',
        'refs',
      ]);
    });

    it('take names that mean something elsewhere', async () => {
      const names = ['-rf', '$(id)', '__proto__', 'constructor', 'a b', "it's", 'HEAD', 'objects', '日本.txt'];
      await write(Object.fromEntries(names.map((name): [string, string] => [name, name])));
      // An object literal has no own __proto__ so made; all others are there.
      for (const name of await paths()) expect(await read(name)).toBe(name);
      expect((await paths()).length).toBeGreaterThanOrEqual(names.length - 1);
    });

    it('have limits', async () => {
      const limits = { file: 10, files: 2, space: 15, stored: 40_000 };
      spaces = process(limits);
      expect(await write({ a: 'x'.repeat(11) })).toMatchObject({ refusal: { kind: 'file-too-large', limit: 10 } });
      await write({ a: 'x'.repeat(10) });
      expect(await write({ b: 'x'.repeat(6) })).toMatchObject({ refusal: { kind: 'space-too-large' } });
      await write({ b: 'x' });
      expect(await write({ c: 'x' })).toMatchObject({ refusal: { kind: 'too-many-files' } });
      expect(await write({ a: null, c: 'x' })).toMatchObject({ kind: 'changed' });
    });

    it('forget their oldest versions where the history has no room left, and nothing else', async () => {
      const limits = { ...SPACE_LIMITS, stored: 100_000 };
      spaces = process(limits);
      await write({ 'keep.txt': 'as it was at first', 'docs/a.txt': 'deep' });
      const [first] = (await spaces.history(place.chatId, { most: 1 })).versions;
      const other = process(limits);
      for (let at = 0; at < 30; at++) {
        const make = () => Promise.resolve(of({ 'count.txt': String(at) }));
        const outcome = await (at % 2 === 0 ? spaces : other).change(place.chatId, {
          by: coder(),
          message: `${at}`,
          make,
        });
        expect(outcome).toMatchObject({ kind: 'changed' });
      }
      expect(await paths()).toEqual(['count.txt', 'docs/a.txt', 'keep.txt']);
      expect([await read('keep.txt'), await read('docs/a.txt'), await read('count.txt')]).toEqual([
        ...['as it was at first', 'deep', '29'],
      ]);
      const { versions, next } = await other.history(place.chatId, { most: 50 });
      expect(next).toBeNull();
      const messages = versions.map(({ message }) => message);
      expect(messages).toEqual(Array.from({ length: messages.length }, (_, at) => String(29 - at)));
      expect(messages.length).toBeGreaterThan(3);
      expect(messages.length).toBeLessThan(13);
      const oldest = versions.at(-1);
      expect(await read('count.txt', oldest?.id)).toBe(oldest?.message);
      expect(await read('keep.txt', first?.id)).toBe('no-version');
      expect(await other.compare(place.chatId, { path: 'count.txt', version: oldest?.id ?? '' })).toMatchObject({
        before: null,
      });
      const folders = await readdir(root);
      expect(folders).toHaveLength(2);
      await sweepSpaces({ database: db.database, root });
      expect(await readdir(root)).toEqual(folders);
      await sweepSpaces({ database: db.database, root }, Date.now() + 2 * 60 * 60_000);
      expect(await readdir(root)).toHaveLength(1);
      expect([await read('keep.txt'), await read('count.txt', oldest?.id)]).toEqual([
        ...['as it was at first', oldest?.message],
      ]);
      expect(await process(limits).read(place.chatId, { path: 'docs/a.txt' })).toMatchObject({
        version: versions[0]?.id,
      });
    });

    it('have no room for a version alone that is larger than all their history may be', async () => {
      spaces = process({ ...SPACE_LIMITS, stored: 30_000 });
      await write({ a: 'x'.repeat(10_000) });
      expect(await write({ a: 'y'.repeat(22_000) })).toMatchObject({ refusal: { kind: 'history-too-large' } });
      // Who has no room left can still make some.
      expect(await write({ a: null })).toMatchObject({ kind: 'changed' });
    });

    it('lose no change that was begun before versions were forgotten', async () => {
      const limits = { ...SPACE_LIMITS, stored: 30_000 };
      spaces = process(limits);
      await write({ a: 'again' });
      await write({ a: 'other' });
      const other = process(limits);
      let tried = 0;
      const outcome = await spaces.change(place.chatId, {
        ...{ by: coder(), message: 'Late' },
        make: async () => {
          tried += 1;
          // Only that versions are forgotten comes of this; what is written below was in one of them.
          let asked = 0;
          const make = async () => (++asked === 1 ? of({ b: 'x'.repeat(20_000) }) : { stop: 'enough' });
          if (tried === 1) await other.change(place.chatId, { by: coder(), message: 'Meanwhile', make });
          return of({ a: 'again' });
        },
      });
      expect(outcome).toMatchObject({ kind: 'changed' });
      expect(tried).toBe(2);
      await sweepSpaces({ database: db.database, root }, Date.now() + 2 * 60 * 60_000);
      expect([await read('a'), (await readdir(root)).length]).toEqual(['again', 1]);
    });

    it('lose nothing where many write at once in several processes', async () => {
      await write({ count: '0' });
      const processes = [spaces, process(), process()];
      const add = (one: Spaces, at: number) =>
        one.change(place.chatId, {
          ...{ by: coder(), message: `Add ${at}` },
          make: async (now) => of({ count: String(Number(text((await now.read('count')) ?? Buffer.alloc(0))) + 1) }),
        });
      const outcomes = await Promise.all(Array.from({ length: 9 }, (_, at) => add(processes[at % 3] ?? spaces, at)));
      const made = outcomes.filter(({ kind }) => kind === 'changed').length;
      for (const outcome of outcomes) {
        if (outcome.kind !== 'changed') expect(outcome).toEqual({ kind: 'refused', refusal: { kind: 'late' } });
      }
      expect(made).toBeGreaterThan(5);
      expect(await read('count')).toBe(String(made));
      expect((await spaces.history(place.chatId, { most: 50 })).versions).toHaveLength(made + 1);
    });

    it('are nobody else’s', async () => {
      await write({ a: 'a' });
      const stranger = await seed(db.pool, []);
      const by = { kind: 'person' as const, userId: stranger.userId };
      await expect(write({ a: 'b' }, by)).rejects.toMatchObject({ code: 'not-found', reason: 'chat' });
      const former = await joined(place);
      const asFormer = { kind: 'person' as const, userId: former };
      expect(await write({ a: 'b' }, asFormer)).toMatchObject({ kind: 'changed' });
      await db.pool.query(`update member set "leftAt" = now() where "contactId" = $1`, [former]);
      await expect(write({ a: 'c' }, asFormer)).rejects.toMatchObject({ code: 'not-found' });
      expect(await write({ a: 'c' }, { kind: 'agent', agentId: 'coder', askedBy: former })).toMatchObject({
        refusal: { kind: 'not-allowed' },
      });
      expect(await write({ a: 'c' }, { kind: 'agent', agentId: 'queen', askedBy: place.userId })).toMatchObject({
        refusal: { kind: 'not-allowed' },
      });
      expect(await read('a')).toBe('b');
      await expect(spaces.list(stranger.chatId)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('stay whole where whoever writes loses the right amid it', async () => {
      await write({ a: 'a' });
      const outcome = await spaces.change(place.chatId, {
        ...{ by: coder(), message: 'Late' },
        make: async () => {
          await db.pool.query(`update member set "leftAt" = now() where "chatId" = $1 and kind = 'agent'`, [
            place.chatId,
          ]);
          return of({ a: 'b' });
        },
      });
      expect(outcome).toEqual({ kind: 'refused', refusal: { kind: 'not-allowed' } });
      expect(await read('a')).toBe('a');
    });

    it('read what only looks like a version of theirs as none', async () => {
      await write({ a: 'a' });
      for (const version of ['', 'HEAD', 'refs/heads/main', '../../etc', 'f'.repeat(40), 'abcdef0', 'a'.repeat(41)]) {
        expect(await read('a', version)).toBe('no-version');
      }
    });

    it('go with what a dying process has left beside them', async () => {
      await write({ a: 'a' });
      await writeFile(join(root, place.chatId, 'objects', '.writing-0011'), 'half');
      expect(await write({ a: 'b' })).toMatchObject({ kind: 'changed' });
    });
  });
});
