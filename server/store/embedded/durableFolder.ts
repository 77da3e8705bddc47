import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What is used of an open file of the engine: its number here, or for a folder only where it stands. */
type OpenFile = { nfd?: number; node: object };
type FileSystem = { stream_ops: { fsync?: (file: OpenFile) => number }; realPath(node: object): string };
type InitParameters = Parameters<NodeFS['init']>;
type FirstSteps = NonNullable<Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts']['preRun']>;

const INPUT_OUTPUT_ERROR = 29;

/** Brings a file, or the list of a folder's entries, to the disk. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Brings a folder and all in it to the disk. */
export function syncFolder(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    syncPath(join(entry.parentPath, entry.name));
  }
  syncPath(folder);
}

/**
 * The folder of a database that survives a loss of power: as it comes, PGlite passes no request for synchronisation
 * on to the disk. A failure is told to the engine, which ends then, as PostgreSQL does.
 */
export class DurableFolder extends NodeFS {
  override async init(...parameters: InitParameters) {
    const initialised = await super.init(...parameters);
    const steps: FirstSteps = initialised.emscriptenOpts.preRun ?? [];
    steps.push((module) => {
      const files = module.NODEFS as unknown as FileSystem;
      files.stream_ops.fsync = (file) => {
        try {
          if (file.nfd === undefined) syncPath(files.realPath(file.node));
          else fsyncSync(file.nfd);
          return 0;
        } catch {
          return INPUT_OUTPUT_ERROR;
        }
      };
    });
    return { emscriptenOpts: { ...initialised.emscriptenOpts, preRun: steps } };
  }
}
