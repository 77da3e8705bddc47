import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../shared/ids.ts';
import type { Database } from '../store/database.ts';
import { insertOwnFile } from '../store/files.ts';
import type { Looker } from './looker.ts';
import { type Places, putDown } from './places.ts';

/** Keeps a picture from elsewhere, made small; its file's id, or null where it is none, or too small to be one. */
export type KeepPicture = (ownerId: string, bytes: Uint8Array) => Promise<string | null>;

const SMALLEST = 32;

export function createPictures(parts: {
  database: Pick<Database, 'pool'>;
  places: Places;
  looker: Looker;
}): KeepPicture {
  const { database, places, looker } = parts;
  return async (ownerId, bytes) => {
    const source = join(places.incoming, `${newId()}.${randomBytes(6).toString('hex')}`);
    const output = `${source}.small`;
    try {
      await writeFile(source, bytes, { mode: 0o600 });
      const looked = await looker.look({ task: 'shrink', source, output });
      if (looked.kind !== 'picture' || Math.min(looked.width, looked.height) < SMALLEST) return null;
      const { width, height, mime } = looked;
      const id = newId();
      await putDown(places, output, { id });
      await insertOwnFile(database.pool, { id, ownerId, name: 'preview.webp', mime, width, height });
      return id;
    } finally {
      await rm(source, { force: true });
      await rm(output, { force: true });
    }
  };
}
