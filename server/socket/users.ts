import type { Accounts } from '../auth/accounts.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { Handlers } from './edge.ts';
import type { LinkTo } from './links.ts';

type UserHandlers = Pick<Handlers, 'user:update' | 'user:reset' | 'workspace:update'>;
type Parts = { accounts: Pick<Accounts, 'makeReset'>; workspaces: Workspaces; linkTo: LinkTo };

export function userHandlers({ accounts, workspaces, linkTo }: Parts): UserHandlers {
  return {
    'user:update': async (change, { userId }) => {
      await workspaces.updateUser(userId, change);
      return {};
    },
    'user:reset': async ({ userId }, { socket }) => {
      const token = await accounts.makeReset(userId);
      return { url: linkTo(socket, `/reset/${token}`) };
    },
    'workspace:update': async (change) => {
      await workspaces.update(change);
      return {};
    },
  };
}
