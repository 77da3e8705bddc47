import type { Settings } from '../chat/settings.ts';
import type { OwnAgents } from '../roster/ownAgents.ts';
import type { Handlers } from './edge.ts';

export function settingHandlers(
  settings: Settings,
  ownAgents: Pick<OwnAgents, 'decline'>,
): Pick<Handlers, 'chat:set' | 'contact:block'> {
  return {
    'chat:set': (input, { userId }) => settings.setChat(userId, input),
    'contact:block': async (input, { userId }) => {
      const version = await settings.block(userId, input);
      if (input.on) await ownAgents.decline(userId, input.contactId);
      return version;
    },
  };
}
