import { Answers, type Chat, ChatKind } from '../../shared/chat.ts';
import type { Chat as ChatRow } from './generated/client.ts';

/** A stored chat as it goes over the wire. */
export function chatOf(row: ChatRow): Chat {
  return {
    id: row.id,
    kind: ChatKind.parse(row.kind),
    title: row.title,
    goal: row.goal,
    instructions: row.instructions,
    answers: Answers.parse(row.answers),
    createdBy: row.createdBy,
    createdAt: row.createdAt.getTime(),
    version: row.stamp,
  };
}
