import type { MemberRole } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import { Refusal } from '../refusal.ts';
import type { Writing, Written } from '../store/changes.ts';
import { findContacts, type KnownContact } from '../store/contacts.ts';
import { addMembers, endMembership, memberOf, readMembers, setRole } from '../store/members.ts';
import { setMembership } from '../store/settings.ts';
import type { Tx } from '../store/transaction.ts';
import type { ChangeChat } from './change.ts';
import { noSuchContact } from './chats.ts';
import { mayManage, mayRemove, maySetRole, successor } from './memberRights.ts';
import { asMember, type GroupWriting, memberById, requireGroup, requireRight } from './standing.ts';

type Version = { version: number };

export type Members = {
  update(userId: string, input: CommandInput<'chat:update'>): Promise<Version>;
  add(userId: string, input: CommandInput<'member:add'>): Promise<Version>;
  remove(userId: string, input: CommandInput<'member:remove'>): Promise<Version>;
  setRole(userId: string, input: CommandInput<'member:update'>): Promise<Version>;
  leave(userId: string, chatId: string): Promise<Version>;
  /**
   * Makes a person a member whom an invite lets in, unless they were removed before. `admit` runs in the same transaction, and only if they are no member
   * yet; what it throws keeps them out.
   */
  join(userId: string, chatId: string, admit: (tx: Tx) => Promise<void>): Promise<Version>;
};

/** Makes the ways in which a group and its members change; each checks the right in the transaction that acts. */
export function createMembers(changeChat: ChangeChat, agentIds: ReadonlySet<string>): Members {
  const change: (...asked: Parameters<ChangeChat>) => Promise<Version> = async (chatId, write) => {
    const { version } = await changeChat(chatId, write);
    return { version };
  };

  return {
    update: (userId, { chatId, ...fields }) =>
      change(chatId, async (writing) => {
        const { actor, chat } = await asMember(writing, userId);
        requireRight(mayManage(actor.role));
        const names = ['title', 'goal', 'instructions', 'answers'] as const;
        const changed = names.filter((name) => fields[name] !== undefined && fields[name] !== chat[name]);
        if (changed.length === 0) return null;
        return { chat: Object.fromEntries(changed.map((name) => [name, fields[name]])) };
      }),

    add: (userId, { chatId, contactIds }) =>
      change(chatId, async (writing) => {
        const group = await asMember(writing, userId);
        requireRight(mayManage(group.actor.role));
        const there = new Set(group.members.map((member) => member.contactId));
        const missing = contactIds.filter((id) => !there.has(id));
        const { known, unknown } = await findContacts(group.tx, missing, agentIds);
        if (unknown.length > 0) throw noSuchContact();
        return known.length === 0 ? null : admitAll(writing, known);
      }),

    remove: (userId, { chatId, contactId }) =>
      change(chatId, async (writing) => {
        const group = await asMember(writing, userId);
        if (contactId === userId) throw new Refusal('forbidden', 'Leave the chat instead.', { reason: 'self' });
        const target = memberById(group.members, contactId);
        requireRight(mayRemove(group.actor.role, target.role));
        return dismiss(group, { contactId, removed: true });
      }),

    setRole: (userId, { chatId, contactId, role }) =>
      change(chatId, async (writing) => {
        const group = await asMember(writing, userId);
        const target = memberById(group.members, contactId);
        if (target.kind === 'agent') throw new Refusal('forbidden', 'Agents have no role.', { reason: 'agent' });
        requireRight(maySetRole(group.actor.role, target.role, role));
        if (target.role === role) return null;
        return changeRole(group, contactId, role);
      }),

    leave: (userId, chatId) =>
      change(chatId, async (writing) =>
        dismiss(await asMember(writing, userId), { contactId: userId, removed: false }),
      ),

    join: (userId, chatId, admit) =>
      change(chatId, async (writing) => {
        requireGroup(writing);
        const rows = await readMembers(writing.tx, chatId);
        const people = rows.filter((row) => row.kind === 'user' && row.leftAt === null);
        if (people.some((person) => person.contactId === userId)) return null;
        if (rows.some((row) => row.contactId === userId && row.removed)) throw wasRemoved();
        await admit(writing.tx);
        // Whoever comes into a chat that everybody has left owns it.
        return admitAll(writing, [{ contactId: userId, kind: 'user' }], people.length === 0 ? 'owner' : 'member');
      }),
  };
}

function wasRemoved(): Refusal {
  return new Refusal('forbidden', 'You were removed from this chat; somebody of it can add you.', {
    reason: 'removed',
  });
}

async function admitAll(
  writing: Writing,
  contacts: readonly KnownContact[],
  role: MemberRole = 'member',
): Promise<Written> {
  const rows = await addMembers(writing, contacts, role);
  const joined = rows.filter((row) => row.kind === 'user').map((row) => row.contactId);
  const users = await setMembership(writing.tx, writing.chat.id, joined, true);
  return { members: rows.map(memberOf), users, joined };
}

/** Ends a membership; the last owner is followed by another person, if there is one. */
async function dismiss(group: GroupWriting, ended: { contactId: string; removed: boolean }): Promise<Written> {
  const next = successor(group.members, ended.contactId);
  const rows = [await endMembership(group, ended)];
  if (next !== undefined) rows.push(await setRole(group, next.contactId, 'owner'));
  const left = rows.filter((row) => row.leftAt !== null && row.kind === 'user').map((row) => row.contactId);
  const users = await setMembership(group.tx, group.chat.id, left, false);
  return { members: rows.map(memberOf), users, left };
}

async function changeRole(group: GroupWriting, contactId: string, role: MemberRole): Promise<Written> {
  const owners = group.members.filter((member) => member.role === 'owner');
  if (owners.every((owner) => owner.contactId === contactId) && role !== 'owner') {
    throw new Refusal('conflict', 'Make somebody else an owner first.', { reason: 'last-owner' });
  }
  return { members: [memberOf(await setRole(group, contactId, role))] };
}
