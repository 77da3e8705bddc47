import type { Typing } from '../chat/typing.ts';
import type { Handlers } from './edge.ts';
import type { PersonRates } from './personRates.ts';

export function typingHandlers(typing: Typing, rates: PersonRates): Pick<Handlers, 'typing:set'> {
  return {
    'typing:set': async ({ chatId, on }, { userId }) => {
      rates.take(userId, 'typing:set');
      await typing.set(userId, chatId, on);
      return {};
    },
  };
}
