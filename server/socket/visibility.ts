import type { Presence } from '../chat/presence.ts';
import type { Handlers } from './edge.ts';
import type { PersonRates } from './personRates.ts';

export function visibilityHandlers(presence: Presence, rates: PersonRates): Pick<Handlers, 'visibility:set'> {
  return {
    'visibility:set': ({ visible }, { userId, socket }) => {
      rates.take(userId, 'visibility:set');
      presence.show(socket.id, userId, visible);
      // Said before the socket went away, done after: nobody would take the lease back.
      if (!socket.connected) presence.leave(socket.id);
      return {};
    },
  };
}
