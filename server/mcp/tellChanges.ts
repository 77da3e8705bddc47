import type { Logger } from 'pino';
import type { Tell } from '../chat/tell.ts';
import type { Database } from '../store/database.ts';
import type { McpServerRow } from '../store/mcpServers.ts';
import { raiseUser } from '../store/ownAgents.ts';
import { changeWorkspace } from '../store/workspace.ts';

type Parts = {
  database: Pick<Database, 'transaction'>;
  tell: Pick<Tell, 'userChanged'>;
  /** Tells everybody how the workspace is now. */
  tellWorkspace: () => Promise<void>;
  logger: Pick<Logger, 'warn'>;
};

/**
 * Lets everybody who sees a connected server look at it again: by the version of the person whose it is, or of the
 * workspace. To be called after the commit; never rejects, since what is told has happened.
 */
export type TellChanges = (server: Pick<McpServerRow, 'ownerId'>) => Promise<void>;

export function createTellChanges({ database, tell, tellWorkspace, logger }: Parts): TellChanges {
  return async ({ ownerId }) => {
    try {
      if (ownerId === null) {
        await database.transaction((tx) => changeWorkspace(tx));
        await tellWorkspace();
        return;
      }
      tell.userChanged({ userId: ownerId, version: await database.transaction((tx) => raiseUser(tx, ownerId)) });
    } catch (error) {
      logger.warn({ err: error }, 'a change of a connected server could not be told');
    }
  };
}
