import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptSecret } from './keptSecret.ts';

describe('keptSecret', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waggle-secret-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made once and kept, for its owner only', async () => {
    const secret = await keptSecret(folder, 'sessions');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await keptSecret(folder, 'sessions')).toBe(secret);
    expect(await keptSecret(folder, 'other')).not.toBe(secret);
    expect((await stat(join(folder, 'sessions.secret'))).mode & 0o777).toBe(0o600);
  });

  it('is the same for all who ask at once', async () => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(folder, 'sessions')));
    expect(new Set(secrets).size).toBe(1);
    expect(await readdir(folder)).toEqual(['sessions.secret']);
  });

  it('is closed to others even where it was open', async () => {
    const secret = await keptSecret(folder, 'sessions');
    await chmod(join(folder, 'sessions.secret'), 0o644);
    expect(await keptSecret(folder, 'sessions')).toBe(secret);
    expect((await stat(join(folder, 'sessions.secret'))).mode & 0o777).toBe(0o600);
  });

  it('is not made over something else, nor elsewhere', async () => {
    await writeFile(join(folder, 'sessions.secret'), 'short');
    await expect(keptSecret(folder, 'sessions')).rejects.toThrow('does not hold a secret');
    await expect(keptSecret(folder, '../outside')).rejects.toThrow();
    await expect(keptSecret(join(folder, 'missing'), 'sessions')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
