import * as z from 'zod/mini';
import { FileFacts } from '../../shared/attachment.ts';
import { Id } from '../../shared/ids.ts';
import type { Failure } from '../../shared/reply.ts';

/** A file a person chose, as far as this device knows it. */
const Chosen = {
  id: Id,
  chatId: Id,
  ...FileFacts,
  createdAt: z.int(),
} as const;

/** How it is kept on the device, beside its bytes. */
export const KeptUpload = z.object({
  ...Chosen,
  /** The message it goes with; null while it stands in the composer. */
  messageId: z.nullable(Id),
  /** Where the server puts it, once it has begun to. */
  fileId: z.nullable(Id),
  /** The server has all of it. */
  stored: z.boolean(),
});
export type KeptUpload = z.infer<typeof KeptUpload>;

/** `waiting`: for its turn or for the connection. `sent` counts bytes. `failed` needs the person. */
export type UploadState =
  | { kind: 'waiting' }
  | { kind: 'sending'; sent: number }
  | { kind: 'stored'; fileId: string }
  | { kind: 'failed'; failure: Failure };

/** What the screens show of a file on its way. */
export type Upload = Omit<KeptUpload, 'messageId' | 'fileId' | 'stored'> & {
  /** Where the page finds its bytes; null when they are gone. */
  url: string | null;
  /** False where it goes with the page, being too large to be kept on this device. */
  kept: boolean;
  state: UploadState;
};

/** A file to be attached; with a waveform it is a voice note. */
export type NewFile = { file: File; voice?: { durationMs: number; waveform: number[] } };

/** Its bytes went with a page that was closed. */
export function lost(): Failure {
  return { ok: false, code: 'not-found', reason: 'file-lost', message: 'The file is no longer on this device.' };
}

/** What the server is told of it: UploadMetadata of the contract. */
export function metadataOf({ id, name, kind, durationMs, waveform }: KeptUpload): Record<string, string> {
  return {
    id,
    name,
    ...(kind === 'voice' && { voice: '1' }),
    ...(durationMs !== null && { durationMs: String(durationMs) }),
    ...(waveform !== null && { waveform: waveform.join(',') }),
  };
}
