import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { ERRORS, Upload } from '@tus/server';
import type { Database } from '../store/database.ts';
import { readFileRow, takeUnused } from '../store/files.ts';
import { Refusal } from '../refusal.ts';
import { isDiskFull, type Places, removeBytes } from './places.ts';
import { diskFull } from './refusals.ts';

type Parts = { database: Pick<Database, 'pool' | 'transaction'>; places: Places };

/** Uploads as tus sees them: the bytes in the folder of what is coming, everything else in the row of the file. */
export class UploadStore extends FileStore {
  readonly #database: Parts['database'];
  readonly #places: Places;

  constructor({ database, places }: Parts) {
    super({
      directory: places.incoming,
      configstore: {
        get: (id) => this.#announced(id),
        set: () => Promise.resolve(),
        delete: () => Promise.resolve(),
      },
    });
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
    this.#database = database;
    this.#places = places;
  }

  async #announced(id: string): Promise<Upload | undefined> {
    const row = await readFileRow(this.#database.pool, id);
    if (row === undefined) return undefined;
    return new Upload({ id, size: Number(row.size), offset: Number(row.received) });
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      await writeFile(this.#places.upload(upload.id), '', { mode: 0o600 });
      return await super.create(upload);
    } catch (error) {
      await this.forget(upload.id);
      throw isDiskFull(error) ? diskFull() : error;
    }
  }

  /** Of what has come in full, the bytes may be elsewhere already. */
  override async getUpload(id: string): Promise<Upload> {
    const row = await readFileRow(this.#database.pool, id);
    // oxlint-disable-next-line typescript/only-throw-error -- tus throws what it answers
    if (row === undefined) throw ERRORS.FILE_NOT_FOUND;
    const size = Number(row.size);
    if (row.status !== 'uploading' || Number(row.received) === size) return new Upload({ id, size, offset: size });
    return super.getUpload(id);
  }

  /** Writes on from `offset`; where the disk is full nothing of the upload stays. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    if ((await this.getUpload(id)).offset !== offset) {
      // oxlint-disable-next-line typescript/only-throw-error -- tus throws what it answers
      throw ERRORS.INVALID_OFFSET;
    }
    let received = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        received += chunk.length;
        done(null, chunk);
      },
    });
    const file = createWriteStream(this.#places.upload(id), { flags: 'r+', start: offset });
    try {
      await pipeline(readable, counted, file);
    } catch (error) {
      // Whoever asks next how much there is must not be told less than what is still being written.
      await closed(file);
      if (!isDiskFull(error)) throw error;
      await this.forget(id);
      throw diskFull();
    }
    return offset + received;
  }

  override async remove(id: string): Promise<void> {
    if (!(await takeUnused(this.#database, { fileId: id }))) {
      throw new Refusal('conflict', 'The file is in a message.', { reason: 'used' });
    }
    await removeBytes(this.#places, id);
  }

  /** Removes what came of an upload that came to nothing. */
  async forget(id: string): Promise<void> {
    await takeUnused(this.#database, { fileId: id });
    await removeBytes(this.#places, id);
  }
}

async function closed(file: Writable & { closed: boolean }): Promise<void> {
  if (!file.closed) await once(file, 'close');
}
