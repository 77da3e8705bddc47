import type { ChatRow } from '../../client/select/chatRows.ts';

/**
 * The list as it is shown: what was talked in, newest first, and below it the direct chats that wait for their first
 * word, in the order of the workspace's agents. They were made with the account and would else lie above everything
 * that somebody who joins finds here.
 */
export function arrangeRows(rows: readonly ChatRow[], agentIds: readonly string[]): readonly ChatRow[] {
  const waits = (row: ChatRow) => row.kind === 'direct' && row.last === null && row.draft === '' && !row.pinned;
  const place = (row: ChatRow) => {
    const at = agentIds.indexOf(row.contact?.id ?? '');
    return at === -1 ? agentIds.length : at;
  };
  const waiting = rows.filter(waits);
  if (waiting.length === 0) return rows;
  return [...rows.filter((row) => !waits(row)), ...waiting.sort((a, b) => place(a) - place(b))];
}
