import * as z from 'zod/mini';

/** The data of an acknowledgement that says no more than that it was done. */
export const Nothing = z.object({});

/** The version of what was changed, the chat's or the person's. */
export const Version = z.object({ version: z.int() });
