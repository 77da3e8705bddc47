import * as z from 'zod/mini';
import { BoardEntry, BoardRun } from '../board.ts';
import { Id } from '../ids.ts';

/** What people may ask of what was set off in a chat. */
export const runCommands = {
  /** The newest runs of a chat, or those before one, the newest first. */
  'run:list': {
    input: z.object({ chatId: Id, before: z.optional(Id) }),
    output: z.object({ runs: z.array(BoardEntry), more: z.boolean() }),
  },
  /** Who did what when in a run, and who passed what to whom. */
  'run:read': { input: z.object({ chatId: Id, runId: Id }), output: BoardRun },
} as const;
