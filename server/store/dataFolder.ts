import { statSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { resolve } from 'node:path';
import {
  answerRequests,
  dial,
  type FolderHandler,
  type FolderReply,
  type FolderRequest,
  request,
} from './folderSocket.ts';
import { socketPath, takeSocket } from './socketLock.ts';

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
  const socket = await socketPath(path, 'lock');
  let handler: FolderHandler | undefined;
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    answerRequests(client, () => handler);
  });
  if (!(await takeSocket(server, socket))) throw new DataFolderInUse(path);
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
  const path = await socketPath(folder, 'lock').catch(() => undefined);
  if (path === undefined) return undefined;
  const client = await dial(path);
  if (client === 'nobody') return undefined;
  if (statSync(path).uid !== process.getuid?.()) throw new Error(`${path} belongs to another user`);
  return request(client, asked);
}
