import type { Mirror } from '../runs/mirror.ts';
import type { Handlers } from './edge.ts';
import { noSuchChat } from '../refusal.ts';
import type { Standing } from './rights.ts';
import { chatRoom } from './rooms.ts';
import type { Viewers } from './viewers.ts';

type DeltaHandlers = Pick<Handlers, 'chat:open' | 'chat:close' | 'delta:fetch'>;

type Parts = { viewers: Viewers; mirror: Pick<Mirror, 'fetch'>; standing: Pick<Standing, 'isMember'> };

export function deltaHandlers({ viewers, mirror, standing }: Parts): DeltaHandlers {
  return {
    'chat:open': async ({ chatId }, { socket, userId }) => {
      const live = viewers.open(socket, chatId);
      // Who was removed between the check at the edge and the join is not among those the removal takes out.
      if (!socket.rooms.has(chatRoom(chatId)) && !(await standing.isMember(chatId, userId))) {
        viewers.close(socket, chatId);
        throw noSuchChat();
      }
      return { live };
    },
    'chat:close': ({ chatId }, { socket }) => {
      viewers.close(socket, chatId);
      return {};
    },
    'delta:fetch': async ({ chatId, messageId, epoch, offset }) => {
      const delta = await mirror.fetch(messageId, { epoch, offset });
      return delta?.chatId === chatId ? { delta } : {};
    },
  };
}
