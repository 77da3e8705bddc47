import type { Tell } from '../chat/tell.ts';
import type { Roster } from './roster.ts';

export type AgentsChange = {
  agentIds: readonly string[];
  /** Who made them, and the version of their own state. */
  userId: string;
  version: number;
  everybody: boolean;
};

/** Tells that agents have changed: their maker under the version of their own state, and where they are known everybody. */
export type TellAgents = (change: AgentsChange) => Promise<void>;

type Parts = {
  roster: Pick<Roster, 'changed' | 'readMadeBy'>;
  tell: Pick<Tell, 'userChanged'>;
  /** Tells everybody how the workspace is now. */
  tellWorkspace: () => Promise<void>;
};

/** To be called after the commit. Every process knows of the change before people are told here. */
export function createTellAgents({ roster, tell, tellWorkspace }: Parts): TellAgents {
  return async ({ agentIds, userId, version, everybody }) => {
    await roster.changed(agentIds);
    tell.userChanged({ userId, version, agents: await roster.readMadeBy(userId) });
    if (everybody) await tellWorkspace();
  };
}
