import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SIZE = '400m';

/** Why no disk of our own is to be had here; undefined where one is. */
export const diskMissing: string | undefined = whyMissing();

/** A disk of its own, in memory, that can be full. */
export class SmallDisk {
  readonly #mount: string;

  private constructor(mount: string) {
    this.#mount = mount;
  }

  static async mount(): Promise<SmallDisk> {
    const mount = await mkdtemp(join(tmpdir(), 'waggle-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', mount]);
    const disk = new SmallDisk(mount);
    await mkdir(disk.folder);
    return disk;
  }

  get folder(): string {
    return join(this.#mount, 'data');
  }

  /** Takes all the room that is left. */
  async fill(): Promise<void> {
    const file = await open(join(this.#mount, 'filler'), 'w');
    try {
      for (const size of [1_048_576, 4096]) {
        const block = Buffer.alloc(size, 1);
        for (;;) if ((await file.write(block).catch(() => ({ bytesWritten: 0 }))).bytesWritten < size) break;
      }
    } finally {
      await file.close();
    }
  }

  async empty(): Promise<void> {
    await rm(join(this.#mount, 'filler'));
  }

  async unmount(): Promise<void> {
    // The database's engine is there for a moment longer than the server that was killed.
    const end = Date.now() + 10_000;
    for (;;) {
      try {
        execFileSync('umount', [this.#mount], { stdio: 'pipe' });
        break;
      } catch (error) {
        if (Date.now() > end) throw error;
        await pause(50);
      }
    }
    await rm(this.#mount, { recursive: true });
  }
}

function whyMissing(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can mount a disk';
  const { status } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]);
  return status === 0 ? undefined : 'this machine lets nobody mount a disk';
}
