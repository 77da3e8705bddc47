import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const BYTES = 32;
const Secret = z.string().regex(/^[\w-]{43}$/, 'is not a secret this program has made');
const FileName = z.string().regex(/^[a-z][a-z0-9-]*$/);

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * The secret of that name kept in the folder, made at its first use: 32 random bytes in base64url, readable by the
 * owner only. All processes that ask at once get the same one. Throws if the file holds something else.
 */
export async function keptSecret(folder: string, name: string): Promise<string> {
  const path = join(folder, `${FileName.parse(name)}.secret`);
  const kept = await read(path);
  if (kept !== undefined) return kept;
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(BYTES).toString('base64url'));
    await file.sync();
  } finally {
    await file.close();
  }
  // A link, unlike a renaming, does not replace what another process may have made in the meantime.
  await link(temporary, path).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
  });
  await unlink(temporary);
  const made = await read(path);
  if (made === undefined) throw new Error(`${path} has vanished`);
  return made;
}

async function read(path: string): Promise<string | undefined> {
  try {
    const parsed = Secret.safeParse((await readFile(path, 'utf8')).trim());
    if (!parsed.success) throw new Error(`${path} does not hold a secret; remove it to have a new one made`);
    await chmod(path, 0o600);
    return parsed.data;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
