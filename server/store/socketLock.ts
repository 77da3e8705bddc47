import { Buffer } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dial } from './folderSocket.ts';

/** No system is sure to take a longer path for a socket. */
const LONGEST_SOCKET_PATH = 90;
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

/** Listens on the socket, which is open to its owner only; false if the path is taken, by a process or by what one has left behind. */
function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const listening = () => {
      server.off('error', failed);
      chmodSync(path, 0o600);
      done(true);
    };
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening);
      if (error.code === 'EADDRINUSE') done(false);
      else fail(error);
    };
    server.once('error', failed).once('listening', listening).listen(path);
  });
}

/**
 * Takes the place of a process that has died without closing its socket; false if somebody lives there. The new socket
 * is made beside the old one and moved over it: one that is closed removes what it was made as, whoever's that may be.
 */
async function takeOver(server: Server, path: string): Promise<boolean> {
  const left = identity(path);
  const client = await dial(path);
  if (client !== 'nobody') {
    client.destroy();
    return false;
  }
  const beside = `${path}.${randomBytes(3).toString('hex')}`;
  if (!(await listen(server, beside))) return false;
  // Nothing comes between the look and the move: what another process may have put there meanwhile stays.
  if (identity(path) === left) {
    renameSync(beside, path);
    const own = identity(path);
    // Two that looked at the same moment: whoever moved second has replaced the socket of the first, who sees it here.
    await pause(SETTLE_MS);
    if (identity(path) === own) {
      server.once('close', () => {
        if (identity(path) === own) unlinkSync(path);
      });
      return true;
    }
  }
  await new Promise((closed) => server.close(closed));
  return false;
}

/** Which file stands there. Its number alone would not tell: it is given to the next one at once. */
function identity(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.ino} ${found.ctimeNs}`;
}
