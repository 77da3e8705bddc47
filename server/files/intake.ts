import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Database } from '../store/database.ts';
import { endUpload, type FileFindings, type FileRow, markReceived, readFileRow } from '../store/files.ts';
import type { Looked } from './look.ts';
import type { Looker } from './looker.ts';
import { isMissing, type Places, putDown, removeBytes, sizeAndAge } from './places.ts';

type Parts = {
  database: Pick<Database, 'pool'>;
  places: Places;
  looker: Looker;
  logger: Pick<Logger, 'info'>;
};

/**
 * Takes in a file that has come: looks into it and puts it where it is served, once whoever may ask for it at the same
 * time. The row as it is then; `uploading` where not all of it has come, undefined where there is no such file.
 */
export type TakeIn = (fileId: string) => Promise<FileRow | undefined>;

export function createIntake({ database: { pool }, places, looker, logger }: Parts): TakeIn {
  const inHand = new Map<string, Promise<FileRow | undefined>>();

  async function takeIn(id: string): Promise<FileRow | undefined> {
    const row = await readFileRow(pool, id);
    if (row?.status !== 'uploading') return row;
    const source = await sourceOf(id);
    if (source === undefined && Number(row.received) < Number(row.size)) return row;
    if (source !== undefined && source.size < Number(row.size)) return row;
    await markReceived(pool, id);
    const ended = source === undefined ? await refuse(id, 'its bytes are gone') : await lookInto(row, source);
    if (ended === undefined) await removeBytes(places, id);
    return ended;
  }

  /** After a crash the bytes may already be where they are served. */
  async function sourceOf(id: string): Promise<{ path: string; size: number } | undefined> {
    for (const path of [places.upload(id), places.file(id)]) {
      const found = await sizeAndAge(path);
      if (found !== undefined) return { path, size: found.size };
    }
    return undefined;
  }

  async function lookInto(row: FileRow, source: { path: string; size: number }): Promise<FileRow | undefined> {
    const { id } = row;
    const made = join(places.incoming, `${id}.${randomBytes(6).toString('hex')}`);
    const outputs = { file: `${made}.file`, preview: `${made}.preview`, thumb: `${made}.thumb` };
    try {
      const looked = await looker.look({ task: 'look', source: source.path, voice: row.kind === 'voice', outputs });
      if (looked.kind === 'refused') return await refuse(id, looked.why);
      if (looked.kind === 'bytes') {
        await putDown(places, source.path, { id });
        return await endUpload(pool, id, findingsOf(row, looked, source.size));
      }
      for (const variant of looked.variants) await putDown(places, outputs[variant], { id, variant });
      const { size = 0 } = (await sizeAndAge(outputs.file)) ?? {};
      await putDown(places, outputs.file, { id });
      const ended = await endUpload(pool, id, findingsOf(row, looked, size));
      await rm(places.upload(id), { force: true });
      return ended;
    } finally {
      for (const path of Object.values(outputs)) await rm(path, { force: true });
    }
  }

  async function refuse(id: string, why: string): Promise<FileRow | undefined> {
    logger.info({ fileId: id, why }, 'a file was refused');
    const ended = await endUpload(pool, id, null);
    await removeBytes(places, id);
    return ended;
  }

  return (fileId) => {
    const known = inHand.get(fileId);
    if (known !== undefined) return known;
    const taking = takeIn(fileId)
      // Another process may have been quicker.
      .catch((error: unknown) => (isMissing(error) ? readFileRow(pool, fileId) : Promise.reject(error as Error)))
      .finally(() => inHand.delete(fileId));
    inHand.set(fileId, taking);
    return taking;
  };
}

function findingsOf(row: FileRow, looked: Exclude<Looked, { kind: 'refused' }>, size: number): FileFindings {
  if (looked.kind === 'picture') {
    const { mime, width, height, variants } = looked;
    return { mime, kind: 'image', width, height, durationMs: null, waveform: [], size, variants };
  }
  const { kind, mime } = looked.recognised;
  const isPlayed = kind === 'voice' || kind === 'audio' || kind === 'video';
  return {
    ...{ mime, kind, size, width: null, height: null, variants: [] },
    durationMs: isPlayed ? row.durationMs : null,
    waveform: kind === 'voice' ? row.waveform : [],
  };
}
