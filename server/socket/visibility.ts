import type { Presence } from '../chat/presence.ts';
import type { Handlers } from './edge.ts';

export function visibilityHandlers(presence: Presence): Pick<Handlers, 'visibility:set'> {
  return {
    'visibility:set': ({ visible }, { userId, socket }) => {
      presence.show(socket.id, userId, visible);
      // Said before the socket went away, done after: nobody would take the lease back.
      if (!socket.connected) presence.leave(socket.id);
      return {};
    },
  };
}
