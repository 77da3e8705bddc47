import * as z from 'zod/mini';
import { Id } from './ids.ts';
import { SpacePath } from './spacePath.ts';
import { cleanedName } from './text.ts';

/** A state of all files of a project, by the id that git gave it, or by its beginning. */
export const SpaceVersionId = z.string().check(z.regex(/^[0-9a-f]{7,40}$/));

/** What a change is for, in a few words. */
export const SpaceMessage = z.string().check(cleanedName, z.minLength(1), z.maxLength(200));

/** Largest file of a space, in bytes. */
export const SPACE_FILE_BYTES = 1024 * 1024;
/** Longest text that is shown; in UTF-16 code units. */
export const SPACE_TEXT = 100_000;

export const SpaceFile = z.object({ path: z.string(), size: z.int() });
export type SpaceFile = z.infer<typeof SpaceFile>;

/** `version` is null as long as nothing was written. */
export const SpaceListing = z.object({ version: z.nullable(z.string()), files: z.array(SpaceFile) });
export type SpaceListing = z.infer<typeof SpaceListing>;

/** `text` is the beginning of it; null where it is no text. */
export const SpaceText = z.object({
  version: z.string(),
  size: z.int(),
  text: z.nullable(z.string()),
  cut: z.boolean(),
});
export type SpaceText = z.infer<typeof SpaceText>;

export const SpaceChange = z.object({ path: z.string(), kind: z.enum(['added', 'changed', 'removed']) });
export type SpaceChange = z.infer<typeof SpaceChange>;

/** Who wrote a version: their id, empty where it is none of ours, and what they were called. */
const Writer = z.object({ contactId: z.string(), name: z.string() });

export const SpaceVersion = z.object({
  id: z.string(),
  author: Writer,
  /** In whose name; the author's own where that is nobody else's. */
  committer: Writer,
  message: z.string(),
  at: z.int(),
  changes: z.array(SpaceChange),
  /** So many more files changed than are named. */
  more: z.int(),
});
export type SpaceVersion = z.infer<typeof SpaceVersion>;

/** The last one first. A page may be empty and still not be the last one. */
export const SpaceHistory = z.object({ versions: z.array(SpaceVersion), next: z.nullable(z.string()) });
export type SpaceHistory = z.infer<typeof SpaceHistory>;

/** What a version made of a file: `diff` is the beginning of it, null where it is no text. */
export const SpaceDiff = z.object({
  added: z.int(),
  removed: z.int(),
  diff: z.nullable(z.string()),
  cut: z.boolean(),
});
export type SpaceDiff = z.infer<typeof SpaceDiff>;

/** A file of a project's space as it is asked for by HTTP. */
export const SpaceFileQuery = z.object({ path: SpacePath, version: z.optional(SpaceVersionId) });

export const SpaceUploadQuery = z.object({ path: SpacePath, message: SpaceMessage });

export const SpacePlace = z.object({ chatId: Id, path: SpacePath });
