import type { CommandInput } from '../../shared/command.ts';
import type { AgentDefinition } from '../../shared/ownAgent.ts';
import type { Chats } from '../chat/chats.ts';
import type { Tell } from '../chat/tell.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { raiseUsers } from '../store/audience.ts';
import { chatsWith, discard, insertAgent, lockAgents, type ListedAgent, replaceTrial } from '../store/ownAgents.ts';
import { setMembership, type UserSettings } from '../store/settings.ts';
import type { Tx } from '../store/transaction.ts';
import { requireTools } from './ownAgents.ts';
import type { Roster } from './roster.ts';
import type { TellAgents } from './tellAgents.ts';

/** Agents that are tried out before they are saved, one of a person at a time. */
export interface Trials {
  /** The chat in which this person tries it. */
  set(userId: string, input: CommandInput<'agent:try'>): Promise<{ chatId: string }>;
  end(userId: string): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'transaction'>;
  roster: Pick<Roster, 'tools' | 'know'>;
  chats: Pick<Chats, 'direct'>;
  /** Stops what agents do in a chat. */
  stopChat: (chatId: string) => Promise<void>;
  tell: Pick<Tell, 'userChanged' | 'left'>;
  tellAgents: TellAgents;
};

export function createTrials({ database, roster, chats, stopChat, tell, tellAgents }: Parts): Trials {
  /** Throws away all of a person's but the one to keep. */
  async function end(userId: string, kept?: string): Promise<void> {
    const find = async (tx: Tx) => {
      const trials = (await lockAgents(tx)).filter((own) => isTrialOf(own, userId) && own.id !== kept);
      const agentIds = trials.map(({ id }) => id);
      return { agentIds, chatIds: await chatsWith(tx, agentIds) };
    };
    const before = await database.transaction(find);
    for (const chatId of before.chatIds) await stopChat(chatId);
    const done = await database.transaction(async (tx) => {
      const { agentIds, chatIds: gone } = await find(tx);
      if (agentIds.length === 0) return undefined;
      const settings: UserSettings[] = [];
      for (const chatId of gone) settings.push(...(await setMembership(tx, chatId, [userId], false)));
      await discard(tx, agentIds, gone);
      return { agentIds, gone, settings, users: await raiseUsers(tx, [userId]) };
    });
    if (done === undefined) return;
    for (const chatId of done.gone) tell.left(chatId, [userId]);
    for (const user of done.settings) tell.userChanged(user);
    await tellAgents({ agentIds: done.agentIds, users: done.users, everybody: false });
  }

  return {
    async set(userId, { agentId, definition }) {
      requireTools(definition, roster.tools);
      await end(userId, agentId);
      const users = await database.transaction(async (tx) => {
        const all = await lockAgents(tx);
        await write(tx, all, { userId, agentId, definition });
        return raiseUsers(tx, [userId]);
      });
      await tellAgents({ agentIds: [agentId], users, everybody: false });
      // Asked again, it may come before the first has told.
      await roster.know([agentId]);
      return chats.direct(userId, agentId);
    },
    end: (userId) => end(userId),
  };
}

type Wanted = { userId: string; agentId: string; definition: AgentDefinition };

async function write(tx: Tx, all: readonly ListedAgent[], { userId, agentId, definition }: Wanted): Promise<void> {
  const before = all.find(({ id }) => id === agentId);
  if (before === undefined) {
    return insertAgent(tx, { id: agentId, createdBy: userId, trial: true, handleKey: null, definition });
  }
  if (!isTrialOf(before, userId)) {
    throw new Refusal('conflict', 'There is another agent of this id.', { reason: 'id-reused' });
  }
  return replaceTrial(tx, agentId, definition);
}

function isTrialOf(own: ListedAgent, userId: string): boolean {
  return own.trial && own.createdBy === userId;
}
