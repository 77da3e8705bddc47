import { makeReset, resetPath } from '../auth/resets.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { Database } from '../store/database.ts';
import type { Handlers } from './edge.ts';
import type { LinkTo } from './links.ts';

type UserHandlers = Pick<Handlers, 'user:update' | 'user:reset' | 'user:role' | 'workspace:update'>;
type Parts = { database: Pick<Database, 'transaction'>; workspaces: Workspaces; linkTo: LinkTo };

export function userHandlers({ database, workspaces, linkTo }: Parts): UserHandlers {
  return {
    'user:update': async (change, { userId }) => {
      await workspaces.updateUser(userId, change);
      return {};
    },
    'user:reset': async ({ userId }, { socket }) => {
      const token = await makeReset(database, userId);
      return { url: linkTo(socket, resetPath(token)) };
    },
    'user:role': async (input) => {
      await workspaces.setRole(input);
      return {};
    },
    'workspace:update': async (change) => {
      await workspaces.update(change);
      return {};
    },
  };
}
