import type { Tell } from '../chat/tell.ts';
import type { Raised } from '../store/audience.ts';
import type { Roster } from './roster.ts';

export type AgentsChange = {
  agentIds: readonly string[];
  /** Who knows of them by their own state, at its version. */
  users: readonly Raised[];
  everybody: boolean;
};

/** Tells that agents have changed: those who know of them under the version of their own state, and where they are known everybody. */
export type TellAgents = (change: AgentsChange) => Promise<void>;

type Parts = {
  roster: Pick<Roster, 'changed' | 'readKnownTo'>;
  tell: Pick<Tell, 'userChanged'>;
  /** Tells everybody how the workspace is now. */
  tellWorkspace: () => Promise<void>;
};

/** To be called after the commit. Every process knows of the change before people are told here. */
export function createTellAgents({ roster, tell, tellWorkspace }: Parts): TellAgents {
  return async ({ agentIds, users, everybody }) => {
    await roster.changed(agentIds);
    for (const { userId, version } of users) {
      tell.userChanged({ userId, version, agents: await roster.readKnownTo(userId) });
    }
    if (everybody) await tellWorkspace();
  };
}
