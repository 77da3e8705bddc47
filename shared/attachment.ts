import * as z from 'zod/mini';
import { Id } from './ids.ts';
import { cleanedName } from './text.ts';

/** What a file is shown as, told from its content, never from its name. */
export const FileKind = z.enum(['image', 'video', 'audio', 'voice', 'pdf', 'text', 'other']);
export type FileKind = z.infer<typeof FileKind>;

export const FileName = z.string().check(cleanedName, z.minLength(1), z.maxLength(255));

/** Loudness of a voice note from its beginning to its end, each 0 to 31. */
export const Waveform = z.array(z.int().check(z.minimum(0), z.maximum(31))).check(z.maxLength(64));

/** A file that goes with a message. Sizes are bytes, pixels and milliseconds; null where they mean nothing. */
export const Attachment = z.object({
  fileId: Id,
  name: z.string(),
  mime: z.string(),
  size: z.int(),
  kind: FileKind,
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  durationMs: z.nullable(z.int()),
  waveform: z.nullable(Waveform),
  /** What was said in a voice note; null where nothing wrote it down. */
  transcript: z.nullable(z.string()),
});
export type Attachment = z.infer<typeof Attachment>;

/** Most files of one message. */
export const ATTACHMENTS = 30;
