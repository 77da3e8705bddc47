import type { Invites } from '../auth/invites.ts';
import type { Handlers } from './edge.ts';
import type { LinkTo } from './links.ts';

type InviteHandlers = Pick<Handlers, 'invite:create' | 'invite:list' | 'invite:revoke' | 'invite:accept'>;

export function inviteHandlers(invites: Invites, linkTo: LinkTo): InviteHandlers {
  return {
    'invite:create': async (input, { userId, socket }) => {
      const { invite, token } = await invites.create(userId, input);
      return { invite, url: linkTo(socket, `/join/${token}`) };
    },
    'invite:list': async ({ chatId }, { userId }) => ({ invites: await invites.list(userId, chatId) }),
    'invite:revoke': async ({ inviteId }, { userId }) => {
      await invites.revoke(userId, inviteId);
      return {};
    },
    'invite:accept': ({ token }, { userId }) => invites.accept(userId, token),
  };
}
