import { statfs } from 'node:fs/promises';
import { ERRORS, Metadata, Server } from '@tus/server';
import { UploadMetadata } from '../../shared/attachment.ts';
import { newId } from '../../shared/ids.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { readFileRow } from '../store/files.ts';
import { announceFile } from '../store/newFile.ts';
import { createLocks } from './locks.ts';
import type { Places } from './places.ts';
import { diskFull, noSuchFile } from './refusals.ts';
import { UploadStore } from './uploadStore.ts';

/** Where uploads are asked for; the rest of a path is the file's id. */
export const FILES_PATH = '/api/files';
/** So much is left for the database and everything else on the same disk. */
const SPARE_BYTES = 64 * 1024 * 1024;

export interface Uploads {
  /** Answers a request of the tus protocol by this person; throws Refusals. */
  answer(request: Request, userId: string): Promise<Response>;
}

type Parts = {
  database: Database;
  places: Places;
  /** All of it has come. */
  received(fileId: string): void;
  spareBytes?: number;
};

export function createUploads({ database, places, received, spareBytes = SPARE_BYTES }: Parts): Uploads {
  const store = new UploadStore({ database, places });
  const announced = new WeakMap<Request, string>();
  const thrown = new WeakMap<Request, unknown>();
  const tus = new Server({
    path: FILES_PATH,
    relativeLocation: true,
    datastore: store,
    locker: createLocks(),
    lockDrainTimeout: 200,
    allowedOrigins: () => false,
    namingFunction: (request) => announced.get(request) ?? newId(),
    getFileIdFromRequest: (request) => idIn(request.url),
    onUploadFinish: (_request, upload) => {
      received(upload.id);
      return Promise.resolve({});
    },
    onResponseError(request, error) {
      thrown.set(request, error);
      return undefined;
    },
  });

  async function announce(request: Request, userId: string): Promise<Response | undefined> {
    const size = lengthOf(request);
    const { id = newId(), name, voice, durationMs = null, waveform = [] } = metadataOf(request);
    const outcome = await announceFile(database, {
      ...{ id, ownerId: userId, name, size, durationMs },
      voice: voice === undefined ? null : { waveform },
    });
    switch (outcome.kind) {
      case 'id-taken':
        throw new Refusal('conflict', 'There is another file of this id.', { reason: 'id-reused' });
      case 'too-large':
        throw new Refusal('too-large', `Files may have up to ${outcome.limit} bytes here.`, { reason: 'file' });
      case 'over-quota':
        throw new Refusal('too-large', 'There is no room left for your files.', { reason: 'quota' });
      case 'too-many':
        throw new Refusal('rate-limited', 'Too many files are on their way.', { retryAfterMs: 10_000 });
      case 'known':
        return await placed(id);
      case 'announced':
        announced.set(request, id);
        if (await hasRoom(size)) return undefined;
        await store.forget(id);
        throw diskFull();
    }
  }

  async function hasRoom(size: number): Promise<boolean> {
    const { bavail, bsize } = await statfs(places.root);
    return bavail * bsize >= size + spareBytes;
  }

  /** The answer to whoever announces a file again, because the first answer was lost. */
  async function placed(id: string): Promise<Response> {
    const { offset } = await store.getUpload(id);
    const headers = { location: `${FILES_PATH}/${id}`, 'tus-resumable': '1.0.0', 'upload-offset': String(offset) };
    return new Response(null, { status: 201, headers });
  }

  async function requireOwn(request: Request, userId: string): Promise<void> {
    const id = idIn(request.url);
    const row = id === undefined ? undefined : await readFileRow(database.pool, id);
    if (row?.ownerId !== userId) throw noSuchFile();
  }

  return {
    async answer(request, userId) {
      if (request.method === 'POST') {
        const before = await announce(request, userId);
        if (before !== undefined) return before;
      } else if (request.method !== 'OPTIONS') {
        await requireOwn(request, userId);
      }
      const response = await tus.handleWeb(request);
      if (response.status < 400) return response;
      const id = announced.get(request);
      if (id !== undefined) await store.forget(id);
      throw refusalOf(response.status, thrown.get(request));
    },
  };
}

function idIn(url: string): string | undefined {
  const [, id] = /\/api\/files\/([0-9a-fA-F-]{36})\/?(?:$|\?)/.exec(url) ?? [];
  return id;
}

function lengthOf(request: Request): number {
  const length = request.headers.get('upload-length') ?? '';
  if (!/^\d{1,15}$/.test(length)) {
    throw new Refusal('bad-input', 'The file must say how long it is.', { reason: 'upload-length' });
  }
  return Number(length);
}

function metadataOf(request: Request): UploadMetadata {
  const wrong = new Refusal('bad-input', 'What is said of the file is wrong.', { reason: 'upload-metadata' });
  let given: Record<string, string | null>;
  try {
    given = Metadata.parse(request.headers.get('upload-metadata') ?? '');
  } catch {
    throw wrong;
  }
  const parsed = UploadMetadata.safeParse(given);
  if (!parsed.success) throw wrong;
  return parsed.data;
}

/** What tus answers, in our words; what is none of its own is thrown on. */
function refusalOf(status: number, error: unknown): unknown {
  if (error instanceof Error && !('status_code' in error)) return error;
  switch (status) {
    case 404:
    case 410:
      return noSuchFile();
    case 409:
      return new Refusal('conflict', 'The file goes on elsewhere.', { reason: 'offset' });
    case 413:
      return new Refusal('too-large', 'More came than was announced.', { reason: 'file' });
    default:
      if (error === ERRORS.ABORTED || error === ERRORS.ERR_LOCK_TIMEOUT) {
        return new Refusal('unavailable', 'Another request goes on with this file.', { reason: 'locked' });
      }
      return status < 500 || status === 501
        ? new Refusal('bad-input', 'This is no request of tus 1.0.', { reason: 'tus' })
        : new Error(`tus answered with ${status}`, { cause: error });
  }
}
