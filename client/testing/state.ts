import type { Member, Receipt } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import { applySync } from '../../shared/chatStateApply.ts';
import type { Agent } from '../../shared/contact.ts';
import type { Message } from '../../shared/message.ts';
import type { Run } from '../../shared/run.ts';
import { anna, ben, chatId, chatRow, memberRow } from '../../shared/testing/rows.ts';
import { type ClientState, emptyState, type Outgoing } from '../state.ts';

type Content = {
  messages?: Message[];
  members?: Member[];
  runs?: Run[];
  receipts?: Receipt[];
  chat?: ChatState['chat'];
};

/** A chat of Anna, Ben and the coder. */
export function chatWith(content: Content = {}): ChatState {
  const messages = content.messages ?? [];
  const chat = content.chat ?? chatRow();
  const state = applySync(undefined, {
    chatId: chat.id,
    upTo: Math.max(1, ...messages.map((message) => message.version)),
    limited: false,
    lastSeq: Math.max(0, ...messages.map((message) => message.seq)),
    chat,
    members: content.members ?? [anna, ben, 'coder'].map((id) => memberRow(id)),
    messages,
    runs: content.runs ?? [],
    receipts: content.receipts ?? [],
    people: 2,
  });
  if (!state) throw new Error('nothing was synced');
  return state;
}

export const coder: Agent = {
  id: 'coder',
  handle: 'coder',
  name: 'Coder',
  colour: { light: '#BD3F0B', dark: '#FFA366' },
  icon: 'code',
  about: '',
  starters: [],
  tier: 'cloud',
};

/** Anna's client with these chats. */
export function stateWith(chats: readonly ChatState[], more: Partial<ClientState> = {}): ClientState {
  const person = (id: string, name: string) => ({ id, name, image: null, role: 'member' as const });
  return {
    ...emptyState,
    session: { kind: 'signed-in', user: { ...person(anna, 'Anna'), email: 'anna@example.org' } },
    loaded: true,
    workspace: {
      workspace: { name: 'Hive', openSignUp: false, linkPreviews: true, fileLimit: 1e8, version: 1 },
      users: [person(anna, 'Anna'), person(ben, 'Ben Bär')],
      agents: [coder],
    },
    chats: Object.fromEntries(chats.map((chat) => [chat.chat.id, chat])),
    ...more,
  };
}

export function outgoing(id: string, changes: Partial<Outgoing> = {}): Outgoing {
  return { id, chatId, text: 'soon', replyTo: null, createdAt: 5000, status: { kind: 'waiting' }, ...changes };
}
