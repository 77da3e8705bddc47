import type { Logger } from 'pino';
import type { Tell } from '../chat/tell.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { Database } from '../store/database.ts';
import { readWorkspaceState } from '../store/workspace.ts';

/** What everybody is told holds everybody: it is told no oftener than this. */
const TELL_EVERY_MS = 500;

type Parts = {
  database: Pick<Database, 'prisma'>;
  tell: Pick<Tell, 'workspaceChanged'>;
  agents: Pick<AgentContacts, 'readMet'>;
  logger: Pick<Logger, 'error'>;
};

/** Tells everybody how the workspace is now; to be called after its version has grown. */
export type TellWorkspace = () => Promise<void>;

export function createTellWorkspace({ database, tell, agents, logger }: Parts): TellWorkspace {
  let isResting = false;
  let isUntold = false;

  /** At once after a quiet time, else when the rest is over, as everything is then. */
  return async function tellAll() {
    isUntold = isResting;
    if (isResting) return;
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (!isUntold) return;
      // Nothing is lost: the state comes with the next sync.
      tellAll().catch((error: unknown) => logger.error({ err: error }, 'a change of the workspace could not be told'));
    }, TELL_EVERY_MS).unref();
    tell.workspaceChanged(await readWorkspaceState(database.prisma, agents));
  };
}
