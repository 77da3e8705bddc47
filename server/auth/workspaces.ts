import type { Logger } from 'pino';
import type { CommandInput } from '../../shared/command.ts';
import type { Tell } from '../chat/tell.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { Database } from '../store/database.ts';
import { setUserRole, updateUser, userById } from '../store/users.ts';
import { changeWorkspace, readWorkspaceState } from '../store/workspace.ts';
import { Refusal } from '../refusal.ts';
import type { RequireOwnName } from './ownName.ts';

/** What everybody of the workspace sees, and how it changes. */
export interface Workspaces {
  update(change: CommandInput<'workspace:update'>): Promise<void>;
  updateUser(userId: string, change: CommandInput<'user:update'>): Promise<void>;
  /** Makes somebody an admin, or no longer one; the last admin stays. */
  setRole(input: CommandInput<'user:role'>): Promise<void>;
  /** Tells everybody how the workspace is now; to be called after its version has grown. */
  tell(): Promise<void>;
}

/** What everybody is told holds everybody: it is told no oftener than this. */
const TELL_EVERY_MS = 500;

type Parts = {
  database: Database;
  tell: Pick<Tell, 'workspaceChanged'>;
  agents: Pick<AgentContacts, 'readMet'>;
  /** Called after the commit where it was set whether traces have texts. */
  tracingChanged(): Promise<void>;
  requireOwnName: RequireOwnName;
  logger: Pick<Logger, 'error'>;
};

export function createWorkspaces({
  database,
  tell,
  agents,
  tracingChanged,
  requireOwnName,
  logger,
}: Parts): Workspaces {
  let isResting = false;
  let isUntold = false;

  /** At once after a quiet time, else when the rest is over, as everything is then. */
  async function tellAll(): Promise<void> {
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
  }

  return {
    tell: tellAll,
    async update(change) {
      await database.transaction((tx) => changeWorkspace(tx, change));
      if (change.tracePrompts !== undefined) await tracingChanged();
      await tellAll();
    },
    async setRole({ userId, role }) {
      const isOther = await database.transaction(async (tx) => {
        const outcome = await setUserRole(tx, userId, role);
        switch (outcome) {
          case 'unknown':
            throw new Refusal('not-found', 'There is no such person.', { reason: 'contact' });
          case 'last-admin':
            throw new Refusal('forbidden', 'The workspace needs an admin.', { reason: 'last-admin' });
          case 'same':
            return false;
          case 'set':
            await changeWorkspace(tx);
            return true;
        }
      });
      if (isOther) await tellAll();
    },
    async updateUser(userId, { name }) {
      if (name === undefined || name === (await userById(database.prisma, userId))?.name) return;
      requireOwnName(name);
      await database.transaction(async (tx) => {
        await updateUser(tx, userId, { name });
        await changeWorkspace(tx);
      });
      await tellAll();
    },
  };
}
