import type { DetailedError, UploadOptions } from 'tus-js-client';
import * as z from 'zod/mini';
import { Id } from '../../shared/ids.ts';
import { type ErrorCode, Failure, type Reply } from '../../shared/reply.ts';
import { unavailable } from '../failure.ts';

/** What goes out in one request, so that proxies which hold requests back still show progress. */
const PIECE = 4 * 1024 * 1024;

export type FileToSend = {
  bytes: Blob;
  metadata: Record<string, string>;
  /** Where the server has put the beginning of it already. */
  fileId: string | null;
};

export type SendHandlers = {
  /** The server has made room for it. */
  onPlace(fileId: string): void;
  onProgress(sent: number): void;
};

export type Sending = {
  /** Never rejects. */
  done: Promise<Reply<{ fileId: string }>>;
  /** Leaves the rest for later. */
  pause(): void;
};

export type FileSender = {
  send(file: FileToSend, handlers: SendHandlers): Sending;
  /** Tells the server that it will not be needed. */
  remove(fileId: string): Promise<void>;
};

/** What differs where the client runs without a browser. */
export type SenderPlatform = Pick<UploadOptions, 'fileReader'> & { headers?: () => Record<string, string> };

/** Sends files by tus to /api/files; the library for it is fetched with the first one. */
export function createFileSender(url: string, { headers, ...platform }: SenderPlatform = {}): FileSender {
  const endpoint = `${url}/api/files`;
  const load = () => import('tus-js-client');
  const common = (): UploadOptions => ({
    ...platform,
    endpoint,
    headers: headers?.() ?? {},
    chunkSize: PIECE,
    retryDelays: null,
    storeFingerprintForResuming: false,
  });

  return {
    send({ bytes, metadata, fileId }, { onPlace, onProgress }) {
      let pause: () => void = () => {};
      let paused = false;
      const done = load().then(
        ({ Upload }) =>
          new Promise<Reply<{ fileId: string }>>((resolve) => {
            const place = (): string => upload.url?.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
            const upload = new Upload(bytes, {
              ...common(),
              metadata,
              uploadUrl: fileId === null ? null : `${endpoint}/${fileId}`,
              onUploadUrlAvailable() {
                const placed = z.safeParse(Id, place());
                if (!placed.success) return;
                // Behind a proxy the server may not know the address under which it is reached.
                upload.url = `${endpoint}/${placed.data}`;
                onPlace(placed.data);
              },
              onProgress,
              onSuccess: () => resolve({ ok: true, data: { fileId: place() } }),
              onError: (error) => resolve(failureOf(error)),
            });
            pause = () => {
              void upload.abort(false).catch(() => {});
              resolve(unavailable('The upload was paused.'));
            };
            if (paused) pause();
            else upload.start();
          }),
        () => unavailable('The page could not be loaded whole.'),
      );
      return {
        done,
        pause() {
          paused = true;
          pause();
        },
      };
    },
    async remove(fileId) {
      const { Upload } = await load();
      await Upload.terminate(`${endpoint}/${fileId}`, common());
    },
  };
}

function failureOf(error: Error | DetailedError): Failure {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (!response) return unavailable('The server can not be reached.');
  const told = z.safeParse(Failure, parsed(response.getBody()));
  if (told.success) return told.data;
  const status = response.getStatus();
  return { ok: false, code: codeOf(status), message: `The upload was answered with ${String(status)}.` };
}

/** Statuses of tus and of proxies, which know nothing of our failures. */
function codeOf(status: number): ErrorCode {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 413) return 'too-large';
  // Locked by a request that is not over, a wrong offset, gone: begun anew or gone on with later.
  if ([0, 404, 408, 409, 410, 423, 425, 429].includes(status) || status >= 500) return 'unavailable';
  return 'bad-input';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
