import type { MemberRole, Permissions } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import { mayAdd, mayManage, mayRemove, maySetRole, successor } from '../../shared/memberRights.ts';
import { Refusal } from '../refusal.ts';
import { stopWorkOf } from '../store/answerChanges.ts';
import { type AgentContacts, forGroupsOf } from '../roster/contacts.ts';
import type { Raised } from '../store/audience.ts';
import type { Writing, Written } from '../store/changes.ts';
import { permissionsOf, wordsByOf } from '../store/chats.ts';
import { findContacts, type KnownContact } from '../store/contacts.ts';
import { addMembers, endMembership, memberOf, readMembers, setRole } from '../store/members.ts';
import { setMembership } from '../store/settings.ts';
import type { Tx } from '../store/transaction.ts';
import type { Acquaint } from './acquaint.ts';
import type { ChangeChat } from './change.ts';
import { noSuchContact } from './chats.ts';
import type { StopAsked } from './deletion.ts';
import { asMember, type GroupWriting, memberById, requireGroup, requireMember, requireRight } from './standing.ts';

type Version = { version: number };

/** What agents are told of a chat by those who manage it. */
const words = ['title', 'goal', 'instructions'] as const;
const permissionNames = ['addMembers', 'write', 'mentionAll'] as const satisfies (keyof Permissions)[];

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

type Parts = {
  changeChat: ChangeChat;
  agents: Pick<AgentContacts, 'usableBy'>;
  acquaint: Acquaint;
  /** Stops what was asked to, wherever it is worked on. */
  stop(asked: StopAsked): Promise<void>;
  /** The chat keeps to local models from now on: so does what is worked on there. */
  keptLocal(chatId: string): void;
};

/** Who becomes a member, as what. */
type Coming = { contacts: readonly KnownContact[]; role?: MemberRole };

/** Makes the ways in which a group and its members change; each checks the right in the transaction that acts. */
export function createMembers({ changeChat, agents, acquaint, stop, keptLocal }: Parts): Members {
  const change: (...asked: Parameters<ChangeChat>) => Promise<Version> = async (chatId, write) => {
    const { version } = await changeChat(chatId, write);
    return { version };
  };

  /** Makes members of those that `find` comes to, if any; all then know each other. */
  async function admit(chatId: string, find: (writing: Writing) => Promise<Coming | null>): Promise<Version> {
    let raised: readonly Raised[] = [];
    const version = await change(chatId, async (writing) => {
      raised = [];
      const coming = await find(writing);
      if (coming === null) return null;
      const written = await admitAll(writing, coming);
      raised = await acquaint.note(writing.tx, chatId, coming.contacts);
      return written;
    });
    await acquaint.tell(raised);
    return version;
  }

  /** Ends a membership, and with it what is done in that contact's name or by it. */
  async function end(
    userId: string,
    { chatId, ...ended }: { chatId: string; contactId: string; removed: boolean },
    check: (group: GroupWriting) => void,
  ): Promise<Version> {
    let asked: StopAsked = { runIds: [], steps: [] };
    const version = await change(chatId, async (writing) => {
      const group = await asMember(writing, userId);
      check(group);
      const written = await dismiss(group, ended);
      asked = await stopWorkOf(writing, [ended.contactId]);
      return written;
    });
    if (asked.runIds.length + asked.steps.length > 0) await stop(asked);
    return version;
  }

  return {
    async update(userId, { chatId, permissions, ...fields }) {
      const version = await change(chatId, async (writing) => {
        const isOfAnyChat =
          permissions === undefined &&
          Object.keys(fields).every((name) => name === 'linkPreviews' || name === 'localOnly');
        if (writing.chat.kind === 'direct' && isOfAnyChat) await requireMember(writing, userId);
        else requireRight(mayManage((await asMember(writing, userId)).actor.role));
        const { chat } = writing;
        const own = ['title', 'goal', 'instructions', 'answers', 'description'] as const;
        const names = [...own, 'linkPreviews', 'localOnly'] as const;
        const changed = names.filter((name) => fields[name] !== undefined && fields[name] !== chat[name]);
        const before = permissionsOf(chat);
        const after = { ...before, ...permissions };
        const isOther = permissionNames.some((name) => after[name] !== before[name]);
        // Whoever saves words again, changed or not, answers for them.
        const authors = wordsByOf(chat);
        const said = words.filter((name) => fields[name] !== undefined && authors[name] !== userId);
        if (changed.length + said.length === 0 && !isOther) return null;
        const values = Object.fromEntries(changed.map((name) => [name, fields[name]]));
        const wordsBy = { ...authors, ...Object.fromEntries(said.map((name) => [name, userId])) };
        return { chat: { ...values, ...(said.length > 0 && { wordsBy }), ...(isOther && { permissions: after }) } };
      });
      if (fields.localOnly === true) keptLocal(chatId);
      return version;
    },

    add: (userId, { chatId, contactIds }) =>
      admit(chatId, async (writing) => {
        const group = await asMember(writing, userId);
        requireRight(mayAdd(group.actor.role, permissionsOf(group.chat)));
        const there = new Set(group.members.map((member) => member.contactId));
        const missing = contactIds.filter((id) => !there.has(id));
        const { known, unknown } = await findContacts(group.tx, missing, forGroupsOf(agents, userId, missing));
        if (unknown.length > 0) throw noSuchContact();
        return known.length === 0 ? null : { contacts: known };
      }),

    remove: (userId, { chatId, contactId }) =>
      end(userId, { chatId, contactId, removed: true }, ({ actor, members }) => {
        if (contactId === userId) throw new Refusal('forbidden', 'Leave the chat instead.', { reason: 'self' });
        requireRight(mayRemove(actor.role, memberById(members, contactId).role));
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

    leave: (userId, chatId) => end(userId, { chatId, contactId: userId, removed: false }, () => {}),

    join: (userId, chatId, letIn) =>
      admit(chatId, async (writing) => {
        requireGroup(writing);
        const rows = await readMembers(writing.tx, chatId);
        const people = rows.filter((row) => row.kind === 'user' && row.leftAt === null);
        if (people.some((person) => person.contactId === userId)) return null;
        if (rows.some((row) => row.contactId === userId && row.removed)) throw wasRemoved();
        await letIn(writing.tx);
        // Whoever comes into a chat that everybody has left owns it.
        return {
          contacts: [{ contactId: userId, kind: 'user' }],
          ...(people.length === 0 && { role: 'owner' as const }),
        };
      }),
  };
}

function wasRemoved(): Refusal {
  return new Refusal('forbidden', 'You were removed from this chat; somebody of it can add you.', {
    reason: 'removed',
  });
}

async function admitAll(writing: Writing, { contacts, role = 'member' }: Coming): Promise<Written> {
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
