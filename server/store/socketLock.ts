import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { statSync, unlinkSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dial } from './folderSocket.ts';

/** No system is sure to take a longer path for a socket. */
const LONGEST_SOCKET_PATH = 100;
const SETTLE_MS = 100;

/** Where a folder's socket of that name is: inside it or, where that path would be too long, among the temporary files. */
export async function socketPath(folder: string, name: string): Promise<string> {
  const real = await realpath(folder);
  const inside = join(real, `${name}.sock`);
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside;
  return join(tmpdir(), `waggle-${createHash('sha256').update(inside).digest('hex').slice(0, 32)}.sock`);
}

/** Listens on the socket, which one process can at a time: false if another lives there, not if one has died there. */
export async function takeSocket(server: Server, path: string): Promise<boolean> {
  return (await listen(server, path)) || (await takeOver(server, path));
}

/** Listens on the socket; false if the path is taken, by a process or by what one has left behind. */
function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(false);
      else fail(error);
    };
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      done(true);
    });
  });
}

/** Takes the place of a process that has died without closing its socket; false if somebody lives there. */
async function takeOver(server: Server, path: string): Promise<boolean> {
  const left = inode(path);
  const client = await dial(path);
  if (client !== 'nobody') {
    client.destroy();
    return false;
  }
  // Nothing comes between the look and the removal: what another process may have put there meanwhile stays.
  if (inode(path) === left && left !== undefined) unlinkSync(path);
  if (!(await listen(server, path))) return false;
  // Two that found the same remains: whoever came second has removed the socket of the first, who sees it here.
  const own = inode(path);
  await pause(SETTLE_MS);
  if (inode(path) === own) return true;
  server.close();
  return false;
}

function inode(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}
