import type { Agent } from '../../shared/contact.ts';
import type { Database } from '../store/database.ts';
import { readUnwelcomed } from '../store/unwelcomed.ts';
import type { Chats } from './chats.ts';

type Parts = { database: Pick<Database, 'pool'>; chats: Pick<Chats, 'direct'>; agents: readonly Agent[] };

export type Welcome = {
  /** Gives a person a direct chat with every agent; those that are there stay as they are. */
  welcome(userId: string): Promise<void>;
  /** Does so for everybody who lacks one. To be called at the start: agents come with new versions. */
  welcomeAll(): Promise<void>;
};

export function createWelcome({ database, chats, agents }: Parts): Welcome {
  async function welcome(userId: string): Promise<void> {
    for (const agent of agents) await chats.direct(userId, agent.id);
  }

  return {
    welcome,
    async welcomeAll() {
      const agentIds = agents.map((agent) => agent.id);
      for (const userId of await readUnwelcomed(database.pool, agentIds)) await welcome(userId);
    },
  };
}
