import type { Agent } from '../../shared/contact.ts';
import type { CommandInput } from '../../shared/command.ts';
import type { Tell } from '../chat/tell.ts';
import type { Database } from '../store/database.ts';
import { updateUser } from '../store/users.ts';
import { changeWorkspace, readWorkspaceState } from '../store/workspace.ts';

/** What everybody of the workspace sees, and how it changes. */
export interface Workspaces {
  update(change: CommandInput<'workspace:update'>): Promise<void>;
  updateUser(userId: string, change: CommandInput<'user:update'>): Promise<void>;
  /** Tells everybody how the workspace is now; to be called after its version has grown. */
  tell(): Promise<void>;
}

type Parts = { database: Database; tell: Pick<Tell, 'workspaceChanged'>; agents: readonly Agent[] };

export function createWorkspaces({ database, tell, agents }: Parts): Workspaces {
  async function tellAll(): Promise<void> {
    tell.workspaceChanged(await readWorkspaceState(database.prisma, agents));
  }

  return {
    tell: tellAll,
    async update(change) {
      await database.transaction((tx) => changeWorkspace(tx, change));
      await tellAll();
    },
    async updateUser(userId, change) {
      await database.transaction(async (tx) => {
        await updateUser(tx, userId, change);
        await changeWorkspace(tx);
      });
      await tellAll();
    },
  };
}
