import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import { Refusal } from '../refusal.ts';
import { type AgentContacts, forGroupsOf } from '../roster/contacts.ts';
import { findContacts, type KnownContact } from '../store/contacts.ts';
import type { Database } from '../store/database.ts';
import { directKey, insertChat, type NewChat, type NewChatOutcome } from '../store/newChat.ts';
import { preferencesOf } from '../store/preferences.ts';
import type { Tx } from '../store/transaction.ts';
import type { Acquaint } from './acquaint.ts';
import { tellOutcome } from './change.ts';
import type { Lanes } from './lanes.ts';
import type { Tell } from './tell.ts';

type Parts = {
  database: Pick<Database, 'transaction'>;
  tell: Tell;
  lanes: Lanes;
  agents: Pick<AgentContacts, 'usableBy'>;
  acquaint: Acquaint;
};

export type Chats = {
  /** The direct chat of a person with this contact, made if there is none. */
  direct(userId: string, contactId: string): Promise<{ chatId: string }>;
  /** A group or project; asked for again under the same id by the same person, the one that is there. */
  create(userId: string, input: CommandInput<'chat:create'>): Promise<{ chatId: string }>;
};

/** Makes the ways in which chats come to be. */
export function createChats({ database, tell, lanes, agents, acquaint }: Parts): Chats {
  async function knownContacts(tx: Tx, ids: readonly string[], agentIds: ReadonlySet<string>): Promise<KnownContact[]> {
    const { known, unknown } = await findContacts(tx, ids, agentIds);
    if (unknown.length > 0) throw noSuchContact();
    return known;
  }

  function store(id: string, compose: (tx: Tx) => Promise<NewChat>): Promise<NewChatOutcome> {
    return lanes.run(id, async () => {
      const { outcome, raised } = await database.transaction(async (tx) => {
        const chat = await compose(tx);
        const made = await insertChat(tx, chat);
        const isGroup = made.kind === 'created' && chat.kind !== 'direct';
        return { outcome: made, raised: isGroup ? await acquaint.note(tx, id, chat.members) : [] };
      });
      if (outcome.kind === 'created') {
        const joined = outcome.users.map((user) => user.userId);
        tellOutcome(tell, { kind: 'changed', change: outcome.change, users: outcome.users, joined, left: [] });
      }
      await acquaint.tell(raised);
      return outcome;
    });
  }

  return {
    async direct(userId, contactId) {
      if (contactId === userId) throw new Refusal('bad-input', 'A direct chat is with somebody else.');
      const id = newId();
      const usable = new Set(agents.usableBy(userId).map((agent) => agent.id));
      const outcome = await store(id, async (tx) => {
        const [contact] = await knownContacts(tx, [contactId], usable);
        if (contact === undefined) throw noSuchContact();
        const key = directKey(userId, contactId);
        if (contact.kind === 'user' && (await isBlockedFromNew(tx, key, { userId, contactId }))) throw blocked();
        return {
          ...{ id, kind: 'direct', title: '', goal: '', instructions: '', answers: 'always', createdBy: userId },
          directKey: key,
          members: [
            { contactId: userId, kind: 'user', role: 'member' },
            { ...contact, role: 'member' },
          ],
        };
      });
      return { chatId: outcome.kind === 'created' ? id : outcome.id };
    },

    async create(userId, { id, kind, title, goal = '', instructions = '', answers, contacts }) {
      const usable = forGroupsOf(agents, userId, contacts);
      const outcome = await store(id, async (tx) => {
        const others = await knownContacts(
          tx,
          contacts.filter((contact) => contact !== userId),
          usable,
        );
        const withPeople = others.some((contact) => contact.kind === 'user');
        return {
          ...{ id, kind, title, goal, instructions, createdBy: userId, directKey: null },
          answers: answers ?? (withPeople ? 'mentioned' : 'useful'),
          members: [
            { contactId: userId, kind: 'user', role: 'owner' },
            ...others.map((contact) => ({ ...contact, role: 'member' as const })),
          ],
        };
      });
      if (outcome.kind === 'exists' && outcome.createdBy !== userId) {
        throw new Refusal('conflict', 'There is another chat of this id.', { reason: 'id-reused' });
      }
      return { chatId: id };
    },
  };
}

/** Whether they may not begin a chat with this person. The one that there is stays open to both. */
async function isBlockedFromNew(
  tx: Tx,
  key: string,
  { userId, contactId }: { userId: string; contactId: string },
): Promise<boolean> {
  const person = await tx.user.findUnique({ where: { id: contactId }, select: { preferences: true } });
  if (!preferencesOf(person?.preferences ?? null).blocked.includes(userId)) return false;
  return (await tx.chat.count({ where: { directKey: key } })) === 0;
}

export function blocked(): Refusal {
  return new Refusal('forbidden', 'They do not want messages from this account.', { reason: 'blocked' });
}

export function noSuchContact(): Refusal {
  return new Refusal('not-found', 'There is no such person or agent.', { reason: 'contact' });
}
