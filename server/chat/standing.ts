import { type Member, MemberRole } from '../../shared/chat.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { Writing } from '../store/changes.ts';
import { chatOf } from '../store/chats.ts';
import { memberOf, readMembers } from '../store/members.ts';
import { notWriting } from './send.ts';

/** A group about to change, with its members and the one who changes it. */
export type GroupWriting = Writing & {
  actor: Member;
  /** Those that are members now. */
  members: readonly Member[];
};

/** Looks up who acts in a chat that is locked; refuses strangers, former members and direct chats. */
export async function asMember(writing: Writing, userId: string): Promise<GroupWriting> {
  const rows = await readMembers(writing.tx, writing.chat.id);
  const members = rows.map(memberOf).filter((member) => member.leftAt === null);
  const actor = members.find((member) => member.contactId === userId && member.kind === 'user');
  if (actor === undefined) throw noSuchChat();
  requireGroup(writing);
  return { ...writing, actor, members };
}

/** Refuses strangers and former members, of direct chats too. */
export async function requireMember({ tx, chat }: Writing, userId: string): Promise<void> {
  const where = { chatId: chat.id, contactId: userId, kind: 'user', leftAt: null };
  if ((await tx.member.count({ where })) === 0) throw noSuchChat();
}

/** Refuses who is no member now, and who may not write in the chat: letting agents write is writing. */
export async function requireWriter({ tx, chat }: Writing, userId: string): Promise<void> {
  const where = { chatId_contactId: { chatId: chat.id, contactId: userId } };
  const member = await tx.member.findUnique({ where, select: { kind: true, role: true, leftAt: true } });
  if (member === null || member.kind !== 'user' || member.leftAt !== null) throw noSuchChat();
  if (!mayWrite(MemberRole.parse(member.role), chatOf(chat))) throw notWriting();
}

export function requireGroup({ chat }: Writing): void {
  if (chat.kind === 'direct') {
    throw new Refusal('forbidden', 'A direct chat stays between its two contacts.', { reason: 'direct' });
  }
}

/** The active member of this id; refuses where there is none. */
export function memberById(members: readonly Member[], contactId: string): Member {
  const found = members.find((member) => member.contactId === contactId);
  if (found === undefined) throw new Refusal('not-found', 'They are no member of this chat.', { reason: 'member' });
  return found;
}

export function requireRight(has: boolean): void {
  if (!has) throw new Refusal('forbidden', 'Your role in this chat does not allow this.', { reason: 'role' });
}
