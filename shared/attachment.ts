import * as z from 'zod/mini';
import { Id } from './ids.ts';
import { cleanName } from './text.ts';

/** What a file is shown as, told from its content, never from its name. */
export const FileKind = z.enum(['image', 'video', 'audio', 'voice', 'pdf', 'text', 'other']);
export type FileKind = z.infer<typeof FileKind>;

/** A name without the folders that may stand before it. */
function bareName(text: string): string {
  const name = cleanName(text.replace(/^.*[/\\](?=.*[^/\\])/su, '').replaceAll(/[/\\]/gu, ''));
  return /^\.*$/.test(name) ? '' : name;
}

export const FileName = z.string().check(z.overwrite(bareName), z.minLength(1), z.maxLength(255));

/** Loudness of a voice note from its beginning to its end, each 0 to 31. */
export const Waveform = z.array(z.int().check(z.minimum(0), z.maximum(31))).check(z.maxLength(64));

/** Longest voice note. */
const VOICE_MS = 4 * 60 * 60 * 1000;

/** What a text of digits says. */
const Digits = z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number));

const WaveformText = z.pipe(
  z.string().check(z.regex(/^\d{1,2}(,\d{1,2}){0,63}$/)),
  z.transform((text) => text.split(',').map(Number)),
);

/** A file as it is announced, each value a text; a `voice` note comes with its length and loudness. */
export const UploadMetadata = z.object({
  /** Made by the client; without it the server makes one. */
  id: z.optional(Id),
  name: FileName,
  voice: z.optional(z.literal('1')),
  durationMs: z.optional(z.pipe(Digits, z.int().check(z.maximum(VOICE_MS)))),
  /** Numbers with commas between them. */
  waveform: z.optional(z.pipe(WaveformText, Waveform)),
});
export type UploadMetadata = z.infer<typeof UploadMetadata>;

/** What a file is. Sizes are bytes, pixels and milliseconds; null where they mean nothing. */
export const FileFacts = {
  name: z.string(),
  mime: z.string(),
  size: z.int(),
  kind: FileKind,
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  durationMs: z.nullable(z.int()),
  waveform: z.nullable(Waveform),
} as const;

/** A file that goes with a message. */
export const Attachment = z.object({
  fileId: Id,
  ...FileFacts,
  /** What was said in a voice note; null where nothing wrote it down. */
  transcript: z.nullable(z.string()),
});
export type Attachment = z.infer<typeof Attachment>;

/**
 * Files come by tus 1.0: POST /api/files with Upload-Length and Upload-Metadata (UploadMetadata, each value a text), HEAD
 * and PATCH until it is whole, DELETE for what is not wanted any more and no message has. Refusals are a Failure:
 * `too-large` (reason `file` or `quota`), `conflict/id-reused`, `unavailable/disk-full`. What is whole is looked into;
 * `file:view` answers with what was found, or is refused with `conflict/refused` (what it says it is would harm or is
 * broken) or `conflict/uploading`. GET /api/files/:id[?variant=thumb|preview] serves it.
 */
export const FileVariant = z.enum(['thumb', 'preview']);
export type FileVariant = z.infer<typeof FileVariant>;

/** Most files of one message. */
export const ATTACHMENTS = 30;
