import * as z from 'zod';
import { NewPoll } from '../../../shared/poll.ts';
import type { Tool } from '../tool.ts';
import type { ToolName } from '../toolNames.ts';

const POST_POLL: ToolName = 'post_poll';

const Posted = z.intersection(z.object({ question: z.string() }), NewPoll);

/** Stands for the poll that an answer posts in a block: asked about like the tool, which its agent need not have. */
export const POLL_BLOCK: Tool = {
  name: POST_POLL,
  about: 'The poll of a fenced block.',
  effect: 'write',
  input: Posted,
  limits: { timeMs: 5_000, characters: 1_000 },
  run: () => Promise.resolve({ kind: 'done', text: 'The poll stands in the chat.', fromOutside: false }),
};
