import type { Settings } from '../chat/settings.ts';
import type { Handlers } from './edge.ts';

export function settingHandlers(settings: Settings): Pick<Handlers, 'chat:set' | 'contact:block'> {
  return {
    'chat:set': (input, { userId }) => settings.setChat(userId, input),
    'contact:block': (input, { userId }) => settings.block(userId, input),
  };
}
