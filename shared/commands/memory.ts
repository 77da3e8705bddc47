import * as z from 'zod/mini';
import { Id } from '../ids.ts';
import { MemoryVersion } from '../memory.ts';
import { Nothing } from './common.ts';

/** What people may ask of what agents remember of a chat. */
export const memoryCommands = {
  /** Every version that is kept, the last first; `making` while the next is made. */
  'chat:summaries': {
    input: z.object({ chatId: Id }),
    output: z.object({ versions: z.array(MemoryVersion), making: z.boolean() }),
  },
  /** Uses none of them any more and makes the next from the messages themselves. */
  'summary:renew': { input: z.object({ chatId: Id }), output: Nothing },
  /** Agents are told nothing any more of what was said until now. */
  'summary:forget': { input: z.object({ chatId: Id }), output: Nothing },
} as const;
