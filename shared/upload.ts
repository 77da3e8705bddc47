import * as z from 'zod/mini';
import { FileName, Waveform } from './attachment.ts';

const Whole = z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number));

/**
 * What goes with an upload as tus metadata, in which every value is text. Pixels, length and waveform are what the
 * browser found out; pictures are measured again by the server.
 */
export const UploadMetadata = z.object({
  name: FileName,
  /** Recorded here, to be heard as a voice note. */
  voice: z.optional(z.literal('true')),
  width: z.optional(Whole),
  height: z.optional(Whole),
  durationMs: z.optional(Whole),
  /** The numbers, with commas between. */
  waveform: z.optional(
    z.pipe(
      z.string().check(z.regex(/^\d{1,2}(,\d{1,2}){0,63}$/)),
      z.pipe(
        z.transform((text: string) => text.split(',').map(Number)),
        Waveform,
      ),
    ),
  ),
});
export type UploadMetadata = z.infer<typeof UploadMetadata>;
