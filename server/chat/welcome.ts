import type { Agent } from '../../shared/contact.ts';
import type { Chats } from './chats.ts';

export type Welcome = (userId: string) => Promise<void>;

/** Gives a person a direct chat with every agent; those that are there stay as they are. */
export function createWelcome(chats: Pick<Chats, 'direct'>, agents: readonly Agent[]): Welcome {
  return async (userId) => {
    for (const agent of agents) await chats.direct(userId, agent.id);
  };
}
