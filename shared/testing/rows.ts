import type { Chat, Member } from '../chat.ts';
import type { Message } from '../message.ts';
import type { Run } from '../run.ts';

export const chatId = uuid(1);
export const anna = uuid(0xa);
export const ben = uuid(0xb);
export const cleo = uuid(0xc);

/** A well-formed id for a small number. */
export function uuid(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function chatRow(changes: Partial<Chat> = {}): Chat {
  return {
    id: chatId,
    kind: 'group',
    title: 'Bees',
    goal: '',
    instructions: '',
    answers: 'mentioned',
    description: '',
    permissions: { addMembers: 'admins', write: 'everyone', mentionAll: 'everyone' },
    linkPreviews: true,
    localOnly: false,
    pins: [],
    createdBy: anna,
    createdAt: 1000,
    version: 1,
    ...changes,
  };
}

export function memberRow(contactId: string, changes: Partial<Member> = {}): Member {
  const kind = contactId.includes('-') ? 'user' : 'agent';
  return { chatId, contactId, kind, role: 'member', joinedAt: 1000, leftAt: null, version: 1, ...changes };
}

export function messageRow(seq: number, changes: Partial<Message> = {}): Message {
  return {
    id: uuid(0x1000 + seq),
    chatId,
    seq,
    version: seq + 1,
    senderId: anna,
    senderKind: 'user',
    text: `message ${seq}`,
    status: 'complete',
    mentions: [],
    replyTo: null,
    runId: null,
    epoch: 0,
    failure: null,
    facts: null,
    createdAt: 1000 + seq,
    editedAt: null,
    deletedAt: null,
    ...changes,
  };
}

export function runRow(n: number, changes: Partial<Run> = {}): Run {
  return {
    id: uuid(0x9000 + n),
    chatId,
    requestId: uuid(0x1000 + n),
    version: n,
    status: 'running',
    reason: 'mentioned',
    explanation: '',
    askedBy: anna,
    answers: [],
    costMicros: null,
    createdAt: 1000 + n,
    finishedAt: null,
    ...changes,
  };
}
