import { activeMembers } from '../../shared/chatStateView.ts';
import type { ClientState } from '../state.ts';
import { selectChatRow } from './chatRows.ts';
import { isUsable, selectMe } from './contacts.ts';
import { selectChat } from './overlay.ts';

/** Whom of a direct chat I have blocked; the other's own decisions are told by nobody. */
export function selectBlocked(state: ClientState, chatId: string): string | null {
  const chat = state.chats[chatId];
  if (!chat || chat.chat.kind !== 'direct') return null;
  return activeMembers(chat).find(({ contactId }) => state.preferences.blocked.includes(contactId))?.contactId ?? null;
}

/** The agent of a direct chat that answers me no more. */
export function selectSilentAgent(state: ClientState, chatId: string): string | null {
  const other = selectChatRow(state, chatId)?.contact;
  return other?.kind === 'agent' && !isUsable(other, selectMe(state)) ? other.id : null;
}

/** Whether the chat is one in which only those write who manage it, and I do not. */
export function selectOnlyAdminsWrite(state: ClientState, chatId: string): boolean {
  const chat = selectChat(state, chatId);
  if (!chat || chat.chat.kind === 'direct' || chat.chat.permissions.write === 'everyone') return false;
  return chat.members[selectMe(state)]?.role === 'member';
}
