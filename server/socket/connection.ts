import type { Logger } from 'pino';
import type { Presence } from '../chat/presence.ts';
import { type Handlers, serve } from './edge.ts';
import type { WaggleSocket } from './io.ts';
import type { Standing } from './rights.ts';
import { userRoom, WORKSPACE_ROOM } from './rooms.ts';

type Parts = { handlers: Handlers; standing: Standing; presence: Presence; logger: Pick<Logger, 'error'> };

/** Takes on a socket whose person the handshake has established: `socket.data` says who. */
export function welcomeSocket(socket: WaggleSocket, { presence, ...edge }: Parts): void {
  void socket.join([userRoom(socket.data.userId), WORKSPACE_ROOM]);
  socket.on('disconnect', () => presence.leave(socket.id));
  serve(socket, edge);
}
