import { selectMe } from '../../client/select/contacts.ts';
import { selectChat } from '../../client/select/overlay.ts';
import type { ClientState } from '../../client/state.ts';
import type { Message } from '../../shared/message.ts';
import { type Actor, mayDelete, mayEdit, mayInform, mayWrite, type Subject } from '../../shared/messageRights.ts';

/** The person as a member of the message's chat, and what decides about the message; null for who is no member. */
export function partsOf(state: ClientState, message: Message): { actor: Actor; subject: Subject } | null {
  const chat = selectChat(state, message.chatId);
  const userId = selectMe(state);
  const role = chat?.members[userId]?.role;
  if (!chat || role === undefined) return null;
  const askedBy = (message.runId === null ? undefined : chat.runs[message.runId]?.askedBy) ?? null;
  return { actor: { userId, role }, subject: { ...message, askedBy } };
}

/** `retry`: to have it answered again; `keep`: to put its files among those of the project that the chat is. */
export type Rights = { edit: boolean; delete: boolean; inform: boolean; retry: boolean; keep: boolean };

const nothing: Rights = { edit: false, delete: false, inform: false, retry: false, keep: false };

/** What the person may do with a message beyond what everybody may. */
export function rightsOf(state: ClientState, message: Message): Rights {
  const parts = partsOf(state, message);
  if (!parts) return nothing;
  const { actor, subject } = parts;
  const chat = selectChat(state, message.chatId)?.chat;
  const writes = chat !== undefined && mayWrite(actor.role, chat);
  return {
    ...{ edit: mayEdit(actor, subject), delete: mayDelete(actor, subject), inform: mayInform(actor, subject) },
    retry: message.senderKind === 'agent' && message.status !== 'streaming' && writes,
    keep: chat?.kind === 'project' && message.deletedAt === null && writes,
  };
}
