import type { MessageMark } from '../../shared/chat.ts';
import type { MessageMark as MarkRow } from './generated/client.ts';

/** What is stored of a person's view of a message, as it goes over the wire. */
export function markOf(row: MarkRow): MessageMark {
  const { messageId, chatId, seq, hidden, version } = row;
  return { messageId, chatId, seq, starredAt: row.starredAt?.getTime() ?? null, hidden, version };
}
