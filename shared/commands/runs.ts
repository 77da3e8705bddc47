import * as z from 'zod/mini';
import { BoardEntry, BoardRun } from '../board.ts';
import { Id } from '../ids.ts';
import { OfferedModel } from '../offeredModel.ts';

/** What people may ask of what was set off in a chat. */
export const runCommands = {
  /** The newest runs of a chat, or those before one, the newest first. */
  'run:list': {
    input: z.object({ chatId: Id, before: z.optional(Id) }),
    output: z.object({ runs: z.array(BoardEntry), more: z.boolean() }),
  },
  /** Who did what when in a run, and who passed what to whom. */
  'run:read': { input: z.object({ chatId: Id, runId: Id }), output: BoardRun },
  /** The models by which answers of this chat can be given anew, the best first; none where only the demo answers. */
  'answer:choices': { input: z.object({ chatId: Id }), output: z.object({ models: z.array(OfferedModel) }) },
} as const;
