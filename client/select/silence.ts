import { activeMembers } from '../../shared/chatStateView.ts';
import type { ClientState } from '../state.ts';
import { selectMe } from './contacts.ts';
import { selectChat } from './overlay.ts';

/** Whom of a direct chat I have blocked; the other's own decisions are told by nobody. */
export function selectBlocked(state: ClientState, chatId: string): string | null {
  const chat = state.chats[chatId];
  if (!chat || chat.chat.kind !== 'direct') return null;
  return activeMembers(chat).find(({ contactId }) => state.preferences.blocked.includes(contactId))?.contactId ?? null;
}

/** Whether the chat is one in which only those write who manage it, and I do not. */
export function selectOnlyAdminsWrite(state: ClientState, chatId: string): boolean {
  const chat = selectChat(state, chatId);
  if (!chat || chat.chat.kind === 'direct' || chat.chat.permissions.write === 'everyone') return false;
  return chat.members[selectMe(state)]?.role === 'member';
}
