import type { CommandInput } from '../../shared/command.ts';
import type { Database } from '../store/database.ts';
import { setUserRole, updateUser, userById } from '../store/users.ts';
import { changeWorkspace } from '../store/workspace.ts';
import { Refusal } from '../refusal.ts';
import type { RequireOwnName } from './ownName.ts';
import type { TellWorkspace } from './tellWorkspace.ts';

/** What everybody of the workspace sees, and how it changes. */
export interface Workspaces {
  update(change: CommandInput<'workspace:update'>): Promise<void>;
  updateUser(userId: string, change: CommandInput<'user:update'>): Promise<void>;
  /** Makes somebody an admin, or no longer one; the last admin stays. */
  setRole(input: CommandInput<'user:role'>): Promise<void>;
}

type Parts = {
  database: Database;
  tellWorkspace: TellWorkspace;
  /** Called after the commit where it was set whether traces have texts. */
  tracingChanged(): Promise<void>;
  requireOwnName: RequireOwnName;
};

export function createWorkspaces({ database, tellWorkspace, tracingChanged, requireOwnName }: Parts): Workspaces {
  return {
    async update(change) {
      await database.transaction((tx) => changeWorkspace(tx, change));
      if (change.tracePrompts !== undefined) await tracingChanged();
      await tellWorkspace();
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
      if (isOther) await tellWorkspace();
    },
    async updateUser(userId, { name }) {
      if (name === undefined || name === (await userById(database.prisma, userId))?.name) return;
      requireOwnName(name);
      await database.transaction(async (tx) => {
        await updateUser(tx, userId, { name });
        await changeWorkspace(tx);
      });
      await tellWorkspace();
    },
  };
}
