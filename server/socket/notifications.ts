import type { Settings } from '../chat/settings.ts';
import type { Subscriptions } from '../push/subscriptions.ts';
import type { Handlers } from './edge.ts';

type Parts = { settings: Pick<Settings, 'prefer'>; subscriptions: Subscriptions; publicKey: string };
type Names = 'preferences:set' | 'push:key' | 'push:subscribe' | 'push:unsubscribe';

export function notificationHandlers({ settings, subscriptions, publicKey }: Parts): Pick<Handlers, Names> {
  return {
    'preferences:set': (input, { userId }) => settings.prefer(userId, input),
    'push:key': () => ({ key: publicKey }),
    'push:subscribe': async (input, { socket }) => {
      await subscriptions.keep(socket.data, input);
      return {};
    },
    'push:unsubscribe': async ({ endpoint }, { userId }) => {
      await subscriptions.drop(userId, endpoint);
      return {};
    },
  };
}
