import * as z from 'zod/mini';
import { Attachment } from '../attachment.ts';
import { Id } from '../ids.ts';

/** What may be asked of files, beside their bytes. */
export const fileCommands = {
  /** What was found in a file once all of it had come; waits while it is looked into. */
  'file:view': { input: z.object({ fileId: Id }), output: Attachment },
} as const;
