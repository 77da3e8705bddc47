import type { Member } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import { type Mentionable, mentionsOf } from '../../shared/mention.ts';
import { type Route, route } from '../../shared/route.ts';
import type { WorkspaceState } from '../../shared/sync.ts';
import type { ClientState } from '../state.ts';
import { contactIn, isUsable, selectContacts, selectMe } from './contacts.ts';
import { keepFields, keepList, memoByKey } from './memo.ts';

const none: readonly Mentionable[] = [];

const mentionablesOf = memoByKey<
  readonly [members: readonly Member[], workspace: WorkspaceState | null, me: string],
  readonly Mentionable[]
>(([members, workspace, me], previous) => {
  const contacts = selectContacts({ workspace });
  const before = new Map(previous?.map((mentionable) => [mentionable.id, mentionable]));
  const mentionables = members.flatMap(({ contactId }): Mentionable[] => {
    const contact = contactIn(contacts, contactId);
    if (!isUsable(contact, me)) return [];
    const names = contact.kind === 'agent' ? [contact.agent.handle, contact.name] : [contact.name];
    return [keepFields(before.get(contactId), { id: contactId, names })];
  });
  return keepList(previous, mentionables);
});

/** Who can be mentioned in a chat: its members, as far as they answer me. */
export function selectMentionables(state: ClientState, chatId: string): readonly Mentionable[] {
  const chat = state.chats[chatId];
  return chat ? mentionablesOf(chatId, [activeMembers(chat), state.workspace, selectMe(state)]) : none;
}

const previewOf = memoByKey<
  readonly [chat: ChatState, mentionables: readonly Mentionable[], text: string, replyTo: string | null],
  Route
>(([chat, mentionables, text, replyTo], previous) => {
  const repliedTo = replyTo === null ? undefined : chat.messages[replyTo];
  const decided = route({
    text,
    ...mentionsOf(text, mentionables),
    repliedTo: repliedTo ? { senderId: repliedTo.senderId, senderKind: repliedTo.senderKind } : null,
    chat: chat.chat,
    agentIds: activeMembers(chat)
      .filter((member) => member.kind === 'agent' && mentionables.some(({ id }) => id === member.contactId))
      .map((member) => member.contactId),
  });
  return keepFields(previous, decided);
});

export type Draft = { text: string; replyTo: string | null };

/** Who would answer this text and why, as the server will decide it; the same object while the answer is the same. */
export function previewRoute(state: ClientState, chatId: string, draft: Draft): Route {
  const chat = state.chats[chatId];
  if (!chat) return { kind: 'nobody' };
  return previewOf(chatId, [chat, selectMentionables(state, chatId), draft.text, draft.replyTo]);
}
