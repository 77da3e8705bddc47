import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { z } from 'zod';
import { DurableFolder, syncFolder, syncPath } from './durableFolder.ts';
import type { EngineSettings } from './engineMessages.ts';
import type { ServerError } from './protocol.ts';

export type Created = { ok: true; database: PGlite } | { ok: false; error: ServerError };

/** Failed calls to the file system, as PGlite throws them: by WASI's numbers, without words. */
const FileSystemError = z.object({ errno: z.number() });
const FILE_SYSTEM: Readonly<Record<number, ServerError>> = {
  2: { code: '42501', message: 'permission denied in the data folder' },
  51: { code: '53100', message: 'no space left on the device of the data folder' },
  69: { code: '58030', message: 'the data folder is on a read-only file system' },
};
const UNABLE_TO_START = '57P03';
/** Without `-F`, by which PGlite turns synchronisation off, and by the one method that its file system can do. */
const DURABLE = [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync'];

/**
 * Opens the database in `folder`; where there is none it is made beside it first and then moved there, so that a
 * folder whose making was cut short is never taken for a database.
 */
export async function createDatabase({ folder, durable }: EngineSettings): Promise<Created> {
  const said: string[] = [];
  try {
    if (!existsSync(folder)) await make(folder, durable, said);
    return { ok: true, database: await open(folder, durable, said) };
  } catch (error) {
    return { ok: false, error: explain(error, said) };
  }
}

async function make(folder: string, durable: boolean, said: string[]): Promise<void> {
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  await (await open(beside, durable, said)).close();
  if (durable) syncFolder(beside);
  await rename(beside, folder);
  if (durable) syncPath(dirname(folder));
}

function open(folder: string, durable: boolean, said: string[]): Promise<PGlite> {
  return PGlite.create({
    fs: durable ? new DurableFolder(folder) : new NodeFS(folder),
    startParams: durable ? DURABLE : PGlite.defaultStartParams,
    onStderr: (line: string) => {
      said.push(line);
      return false;
    },
  });
}

function explain(error: unknown, said: readonly string[]): ServerError {
  const errno = FileSystemError.safeParse(error).data?.errno;
  const known = errno === undefined ? undefined : FILE_SYSTEM[errno];
  if (known !== undefined) return known;
  const lines = said.flatMap((line) => /(?:FATAL|PANIC|DETAIL):\s+(.*)/.exec(line)?.[1] ?? []);
  const code = lines.some((line) => line.includes('No space left')) ? '53100' : UNABLE_TO_START;
  if (lines.length > 0) return { code, message: lines.slice(-2).join(' ') };
  return { code, message: error instanceof Error ? error.message : `file system error ${errno ?? 'unknown'}` };
}
