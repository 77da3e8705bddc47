import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/command.ts';
import type { EventData, EventName } from '../../shared/event.ts';
import type { Reply } from '../../shared/reply.ts';

type ClientToServer = {
  [N in CommandName]: (input: CommandInput<N>, acknowledge: (reply: Reply<CommandOutput<N>>) => void) => void;
};

type ServerToClient = { [N in EventName]: (data: EventData<N>) => void };

/** What the handshake proved about a socket. */
export type SocketData = { userId: string; sessionId: string };

export type WaggleServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
export type WaggleSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
