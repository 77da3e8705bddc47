import * as z from 'zod/mini';
import { Id } from '../ids.ts';
import {
  SpaceDiff,
  SpaceHistory,
  SpaceListing,
  SpaceMessage,
  SpacePlace,
  SpaceText,
  SpaceVersionId,
} from '../space.ts';
import { SpacePath } from '../spacePath.ts';

const Changed = z.object({ version: z.string() });

/** What people may ask of the files of a project. */
export const spaceCommands = {
  'space:list': { input: z.object({ chatId: Id }), output: SpaceListing },
  /** As it is, or as it was in a version. */
  'space:read': { input: z.extend(SpacePlace, { version: z.optional(SpaceVersionId) }), output: SpaceText },
  /** Of all files, or of one; `from` is the `next` of the page before. */
  'space:history': {
    input: z.object({ chatId: Id, path: z.optional(SpacePath), from: z.optional(SpaceVersionId) }),
    output: SpaceHistory,
  },
  'space:diff': { input: z.extend(SpacePlace, { version: SpaceVersionId }), output: SpaceDiff },
  /** Its versions stay. */
  'space:delete': { input: z.extend(SpacePlace, { message: SpaceMessage }), output: Changed },
  /** Makes it again what it was, as a version of its own. */
  'space:restore': {
    input: z.extend(SpacePlace, { version: SpaceVersionId, message: SpaceMessage }),
    output: Changed,
  },
  /** Puts a file of a message among them, in the place of what has its path. */
  'space:keep': { input: z.extend(SpacePlace, { fileId: Id, message: SpaceMessage }), output: Changed },
} as const;
