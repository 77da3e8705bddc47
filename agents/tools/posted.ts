import type { ToolResult } from './tool.ts';

/** Whether something was put into the chat. */
export type Posted = 'posted' | 'not-allowed';

/** Told where it was not: much may have happened since somebody allowed it. */
export function notPosted(): ToolResult {
  const text =
    'It was not posted: you are not in this chat any more, or the person who asked may not write in it. Say so.';
  return { kind: 'failed', failure: 'not-allowed', text };
}
