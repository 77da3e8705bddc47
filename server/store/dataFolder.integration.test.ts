import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askDataFolder, type DataFolder, DataFolderInUse, takeDataFolder } from './dataFolder.ts';

const holder = fileURLToPath(new URL('./testing/holder.ts', import.meta.url));

describe('a data folder', { timeout: 60_000 }, () => {
  let base: string;
  let children: ChildProcess[];
  let taken: DataFolder[];
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'waggle-folder-'));
    children = [];
    taken = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(taken.map((folder) => folder.release()));
    await rm(base, { recursive: true, force: true });
  });

  async function take(path: string): Promise<DataFolder> {
    const folder = await takeDataFolder(path);
    taken.push(folder);
    return folder;
  }

  /** Another process that takes the folder; what it says of that, and how to end it. */
  async function takeElsewhere(path: string): Promise<{ said: unknown; kill: () => Promise<unknown> }> {
    const child = fork(holder, [path], { execArgv: [] });
    children.push(child);
    const [said] = (await once(child, 'message')) as [unknown];
    return {
      said,
      kill: async () => {
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }

  it('is made for its owner only', async () => {
    const path = join(base, 'deep', 'folder');
    const folder = await take(path);
    expect(folder.path).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, 'lock.sock'))).mode & 0o777).toBe(0o600);
  });

  it('is closed to others even where it was open', async () => {
    await chmod(base, 0o755);
    await take(base);
    expect((await stat(base)).mode & 0o777).toBe(0o700);
  });

  it('is taken once, until it is released', async () => {
    const folder = await takeDataFolder(base);
    await expect(takeDataFolder(base)).rejects.toBeInstanceOf(DataFolderInUse);
    await expect(takeDataFolder(base)).rejects.toThrow(base);
    expect(await takeElsewhere(base)).toMatchObject({ said: 'DataFolderInUse' });
    await folder.release();
    expect(await readdir(base)).toEqual([]);
    await take(base);
  });

  it('is free again when its process was killed', async () => {
    const other = await takeElsewhere(base);
    expect(other.said).toBe('taken');
    await expect(takeDataFolder(base)).rejects.toBeInstanceOf(DataFolderInUse);
    await other.kill();
    await take(base);
    await expect(takeDataFolder(base)).rejects.toBeInstanceOf(DataFolderInUse);
  });

  it('goes to one of those that find it left behind', async () => {
    const killed = await takeElsewhere(base);
    await killed.kill();
    const answers = await Promise.all(Array.from({ length: 4 }, () => takeElsewhere(base)));
    expect(answers.map(({ said }) => said).sort()).toEqual([...Array<string>(3).fill('DataFolderInUse'), 'taken']);
  });

  it('may have a path too long for a socket', async () => {
    const path = join(base, 'a'.repeat(60), 'b'.repeat(60));
    const folder = await take(path);
    expect(await readdir(path)).toEqual([]);
    await expect(takeDataFolder(path)).rejects.toBeInstanceOf(DataFolderInUse);
    folder.handle(async () => 'here');
    expect(await askDataFolder(path, { command: 'where' })).toEqual({ ok: true, data: 'here' });
  });

  describe('asked by another process', () => {
    it('answers with what its handler returns', async () => {
      const folder = await take(base);
      expect(await askDataFolder(base, { command: 'early' })).toMatchObject({ ok: false, code: 'starting' });
      folder.handle(async ({ command, email }) => {
        if (command !== 'reset-link') throw new Error(`there is no command ${command}`);
        return { link: `/reset/${String(email)}` };
      });
      expect(await askDataFolder(base, { command: 'reset-link', email: 'ü@example.org' })).toEqual({
        ok: true,
        data: { link: '/reset/ü@example.org' },
      });
      expect(await askDataFolder(base, { command: 'other' })).toEqual({
        ok: false,
        code: 'failed',
        message: 'there is no command other',
      });
    });

    it('is nobody where none runs', async () => {
      expect(await askDataFolder(base, { command: 'x' })).toBeUndefined();
      expect(await askDataFolder(join(base, 'missing'), { command: 'x' })).toBeUndefined();
      const other = await takeElsewhere(base);
      await other.kill();
      expect(await askDataFolder(base, { command: 'x' })).toBeUndefined();
    });

    it('refuses what is no request, and endless ones', async () => {
      await take(base);
      const client = connect(join(base, 'lock.sock'));
      client.on('error', () => undefined);
      client.write('no json\n[1]\n');
      const [said] = (await once(client, 'data')) as [Buffer];
      expect(said.toString()).toContain('"malformed"');
      const closed = new Promise((resolve) => client.once('close', resolve));
      client.write('x'.repeat(200_000));
      await closed;
    });

    it('releases while somebody is connected', async () => {
      await mkdir(join(base, 'own'));
      const folder = await takeDataFolder(join(base, 'own'));
      const client = connect(join(base, 'own', 'lock.sock'));
      await once(client, 'connect');
      await folder.release();
      await once(client, 'close');
    });
  });
});
