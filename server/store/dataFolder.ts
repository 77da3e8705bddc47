import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { statSync, unlinkSync } from 'node:fs';
import { chmod, mkdir, realpath } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  answerRequests,
  dial,
  type FolderHandler,
  type FolderReply,
  type FolderRequest,
  request,
} from './folderSocket.ts';

/** Another process works in the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another process. ` +
        'Stop that one first, or give this one a folder of its own with WAGGLE_DATA_DIR.',
    );
  }
}

/** A data folder that this process has taken for itself. */
export interface DataFolder {
  readonly path: string;
  /** Sets what answers the requests of other processes; until then they are told to come again. */
  handle(handler: FolderHandler): void;
  release(): Promise<void>;
}

/** No system is sure to take a longer path for a socket. */
const LONGEST_SOCKET_PATH = 100;
const SETTLE_MS = 100;

/** Makes the data folder if it is not there, open to its owner only; returns its absolute path. */
export async function makeDataFolder(folder: string): Promise<string> {
  const path = resolve(folder);
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  return path;
}

/** Makes the folder and takes it for this process; throws DataFolderInUse if another one has it. */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  const path = await makeDataFolder(folder);
  const socket = await socketPath(path);
  let handler: FolderHandler | undefined;
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    answerRequests(client, () => handler);
  });
  if (!(await listen(server, socket)) && !(await takeOver(server, socket))) throw new DataFolderInUse(path);
  await chmod(socket, 0o600);
  // The lock by itself is no reason for the process to go on.
  server.unref();
  return {
    path,
    handle: (next) => {
      handler = next;
    },
    release: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const client of clients) client.destroy();
      }),
  };
}

/** Asks the process that works in `folder`; undefined where there is none. */
export async function askDataFolder(folder: string, asked: FolderRequest): Promise<FolderReply | undefined> {
  const path = await socketPath(folder).catch(() => undefined);
  if (path === undefined) return undefined;
  const client = await dial(path);
  if (client === 'nobody') return undefined;
  if (statSync(path).uid !== process.getuid?.()) throw new Error(`${path} belongs to another user`);
  return request(client, asked);
}

/** Where the folder's socket is: inside it or, where that path would be too long, among the temporary files. */
async function socketPath(folder: string): Promise<string> {
  const real = await realpath(folder);
  const inside = join(real, 'lock.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside;
  return join(tmpdir(), `waggle-${createHash('sha256').update(real).digest('hex').slice(0, 32)}.sock`);
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
