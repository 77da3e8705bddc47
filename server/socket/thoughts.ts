import type { LiveThoughts, ThoughtViewers } from '../runs/liveThoughts.ts';
import { noSuchChat } from '../refusal.ts';
import { isClogged } from './backlog.ts';
import type { Handlers } from './edge.ts';
import type { WaggleServer } from './io.ts';
import type { Standing } from './rights.ts';
import { chatRoom, thoughtRoom } from './rooms.ts';

type ThoughtHandlers = Pick<Handlers, 'thought:watch' | 'thought:leave'>;

type Parts = { thoughts: Pick<LiveThoughts, 'watch'>; standing: Pick<Standing, 'isMember'> };

/** Sockets that watch what is thought for an answer. One that does not keep up is left out: it finds the hole and asks. */
export function thoughtViewers(io: WaggleServer): ThoughtViewers {
  const { adapter, sockets } = io.of('/');
  const watching = (answer: { chatId: string; messageId: string }) => adapter.rooms.get(thoughtRoom(answer));
  return {
    watched: (answer) => watching(answer) !== undefined,
    show(delta) {
      for (const id of watching(delta) ?? []) {
        const socket = sockets.get(id);
        if (socket !== undefined && !isClogged(socket.conn)) socket.emit('thought:delta', delta);
      }
    },
  };
}

export function thoughtHandlers({ thoughts, standing }: Parts): ThoughtHandlers {
  return {
    'thought:watch': async (answer, { socket, userId }) => {
      const { chatId } = answer;
      const delta = await thoughts.watch(answer, () => {
        if (socket.connected) void socket.join(thoughtRoom(answer));
      });
      // Who was removed between the check at the edge and the join is not among those the removal takes out.
      if (!socket.rooms.has(chatRoom(chatId)) && !(await standing.isMember(chatId, userId))) {
        void socket.leave(thoughtRoom(answer));
        throw noSuchChat();
      }
      return delta === undefined ? {} : { delta };
    },
    'thought:leave': (answer, { socket }) => {
      void socket.leave(thoughtRoom(answer));
      return {};
    },
  };
}
