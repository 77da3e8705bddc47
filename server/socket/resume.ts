import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../store/database.ts';
import { chatIdsOf } from '../store/members.ts';
import type { WaggleServer } from './io.ts';
import { chatsOf, leaveChats } from './rooms.ts';

type Parts = { io: WaggleServer; bus: Bus; database: Pick<Database, 'pool'>; logger: Pick<Logger, 'error'> };

/**
 * When the line to the other processes is back, rights may have been withdrawn and events told unheard: this process's
 * sockets leave the chats that are no longer theirs, then are told to sync. Returns how to stop.
 */
export function recoverOnResume({ io, bus, database, logger }: Parts): () => void {
  return bus.onResumed(() => {
    for (const socket of io.of('/').sockets.values()) {
      chatIdsOf(database.pool, socket.data.userId)
        .then((ids) => {
          const theirs = new Set(ids);
          leaveChats(
            socket,
            chatsOf(socket).filter((id) => !theirs.has(id)),
          );
          socket.emit('events:missed', {});
        })
        .catch((error: unknown) => {
          logger.error({ err: error }, 'a socket could not be brought up to date and is closed');
          socket.disconnect(true);
        });
    }
  });
}
