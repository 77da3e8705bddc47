import { open, readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Attachment, FileVariant } from '../../shared/attachment.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { attachmentOf, type FileRow, readReadable, takeUnused } from '../store/files.ts';
import { createIntake } from './intake.ts';
import { createLooker } from './looker.ts';
import { createKeepMade, type KeepMade } from './madeFiles.ts';
import { createPictures, type KeepPicture } from './pictures.ts';
import { isDiskFull, isMissing, makePlaces, type Places, placesIn, removeBytes } from './places.ts';
import { diskFull, noSuchFile } from './refusals.ts';
import { type Sweep, startSweep } from './sweep.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** The files people bring. */
export interface Files {
  readonly uploads: Uploads;
  readonly places: Places;
  readonly keepPicture: KeepPicture;
  readonly keepMade: KeepMade;
  readonly sweep: Sweep;
  /** What was found in a file that this person may read; waits while it is looked into. Throws Refusals. */
  view(userId: string, fileId: string): Promise<Attachment>;
  /** What is served of a file this person may read: where it is, and its row. */
  find(userId: string, fileId: string, variant?: FileVariant): Promise<{ row: FileRow; path: string }>;
  /** The bytes of a file that a message has, whoever asks; undefined where they are not there any more. */
  open(fileId: string): Promise<Readable | undefined>;
  /** All bytes of a file that is ready. */
  read(row: Pick<FileRow, 'id'>): Promise<Uint8Array>;
  /** To be called after a commit by which messages gave these files up: what nothing else uses is removed. */
  release(fileIds: readonly string[]): void;
  close(): Promise<void>;
}

type Parts = {
  database: Database;
  dataDir: string;
  logger: Pick<Logger, 'error' | 'info'>;
  /** Whether this process looks after what nobody wants any more; one that has not the bytes must not. */
  sweeps?: boolean;
  spareBytes?: number | undefined;
};

/** Opens the folder of files in the data folder. Several processes of one workspace share it. */
export async function openFiles({ database, dataDir, logger, sweeps = true, spareBytes }: Parts): Promise<Files> {
  const places = placesIn(dataDir);
  await makePlaces(places);
  const looker = createLooker();
  const takeIn = createIntake({ database, places, looker, logger });
  const sweep = startSweep({ database, places, takeIn, logger, isOn: sweeps });

  function received(fileId: string): void {
    takeIn(fileId).catch((error: unknown) => logger.error({ err: error, fileId }, 'a file could not be taken in'));
  }

  async function whole(userId: string, fileId: string): Promise<FileRow> {
    const row = await readReadable(database.pool, { userId, fileId });
    if (row === undefined) throw noSuchFile();
    if (row.status !== 'uploading') return row;
    try {
      return (await takeIn(fileId)) ?? row;
    } catch (error) {
      throw isDiskFull(error) ? diskFull() : error;
    }
  }

  async function release(fileIds: readonly string[]): Promise<void> {
    for (const fileId of fileIds) {
      if (await takeUnused(database, { fileId })) await removeBytes(places, fileId);
    }
  }

  return {
    places,
    keepPicture: createPictures({ database, places, looker }),
    keepMade: createKeepMade({ database, places, takeIn }),
    sweep,
    uploads: createUploads({ database, places, received, ...(spareBytes === undefined ? {} : { spareBytes }) }),
    async view(userId, fileId) {
      const row = await whole(userId, fileId);
      if (row.status === 'ready') return attachmentOf(row);
      throw row.status === 'refused'
        ? new Refusal('conflict', 'The file is broken, or too large to be opened.', { reason: 'refused' })
        : new Refusal('conflict', 'The file has not come in full.', { reason: 'uploading' });
    },
    async find(userId, fileId, variant) {
      const row = await readReadable(database.pool, { userId, fileId });
      if (row?.status !== 'ready') throw noSuchFile();
      const made = variant !== undefined && row.variants.includes(variant) ? variant : undefined;
      return { row, path: places.file(fileId, made) };
    },
    async open(fileId) {
      try {
        return (await open(places.file(fileId))).createReadStream();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    read: ({ id }) => readFile(places.file(id)),
    release(fileIds) {
      // What stays is found by the sweep.
      release(fileIds).catch((error: unknown) => logger.error({ err: error }, 'files could not be removed'));
    },
    async close() {
      sweep.stop();
      await looker.close();
    },
  };
}
