import * as z from 'zod/mini';
import { Answers, type Chat, ChatKind, Permissions, Pin } from '../../shared/chat.ts';
import type { Chat as ChatRow } from './generated/client.ts';

const WordsBy = z.partial(z.object({ title: z.string(), goal: z.string(), instructions: z.string() }));
const Pins = z.array(Pin);

/** Who may do what in a chat of which nobody has said otherwise. */
export const firstPermissions: Permissions = { addMembers: 'admins', write: 'everyone', mentionAll: 'everyone' };

/** Who may do what in a stored chat. */
export function permissionsOf({ permissions }: Pick<ChatRow, 'permissions'>): Permissions {
  return permissions === null ? firstPermissions : Permissions.parse(permissions);
}

/** Who set title, goal and instructions of a chat as they stand. */
export function wordsByOf({ wordsBy, createdBy }: Pick<ChatRow, 'wordsBy' | 'createdBy'>) {
  return { title: createdBy, goal: createdBy, instructions: createdBy, ...WordsBy.parse(wordsBy) };
}

/** A stored chat as it goes over the wire. */
export function chatOf(row: ChatRow): Chat {
  return {
    id: row.id,
    kind: ChatKind.parse(row.kind),
    title: row.title,
    goal: row.goal,
    instructions: row.instructions,
    answers: Answers.parse(row.answers),
    description: row.description,
    permissions: permissionsOf(row),
    linkPreviews: row.linkPreviews,
    localOnly: row.localOnly,
    pins: Pins.parse(row.pins),
    createdBy: row.createdBy,
    createdAt: row.createdAt.getTime(),
    version: row.stamp,
  };
}
