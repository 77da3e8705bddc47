import type { Typing } from '../chat/typing.ts';
import type { Handlers } from './edge.ts';

export function typingHandlers(typing: Typing): Pick<Handlers, 'typing:set'> {
  return {
    'typing:set': async ({ chatId, on }, { userId }) => {
      await typing.set(userId, chatId, on);
      return {};
    },
  };
}
