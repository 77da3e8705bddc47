import { z } from 'zod';

export const DyingSettings = z.object({
  dataDir: z.optional(z.string()),
  databaseUrl: z.optional(z.string()),
  /** Absent at the first start: then it makes a person. */
  userId: z.optional(z.string()),
  /** The text after whose commit the process dies. */
  lastWords: z.optional(z.string()),
});
export type DyingSettings = z.infer<typeof DyingSettings>;

export const Found = z.object({ port: z.int(), userId: z.string() });
export type Found = z.infer<typeof Found>;
