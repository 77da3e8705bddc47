import type { Memories } from '../memory/memories.ts';
import type { Handlers } from './edge.ts';

type MemoryHandlers = Pick<Handlers, 'chat:summaries' | 'summary:renew' | 'summary:forget'>;

export function memoryHandlers(memories: Memories): MemoryHandlers {
  return {
    'chat:summaries': ({ chatId }) => memories.list(chatId),
    'summary:renew': async ({ chatId }, { userId }) => {
      await memories.renew(userId, chatId);
      return {};
    },
    'summary:forget': async ({ chatId }, { userId }) => {
      await memories.forget(userId, chatId);
      return {};
    },
  };
}
