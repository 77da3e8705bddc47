import type { Logger } from 'pino';
import type { Messaging } from '../chat/messaging.ts';
import type { AccountNews } from './accounts.ts';
import type { Workspaces } from './workspaces.ts';

type Parts = {
  messaging: Pick<Messaging, 'welcome' | 'members'>;
  workspaces: Pick<Workspaces, 'tell'>;
  logger: Pick<Logger, 'error'>;
};

/**
 * Receives somebody whose account has just been made: their chats with the agents, the chat of their invite, and word to
 * everybody. The account stands whatever goes wrong here.
 */
export function newcomers({ messaging, workspaces, logger }: Parts): AccountNews['joined'] {
  return async (user, chatId) => {
    const steps = [
      () => messaging.welcome(user.id),
      // The invite was used up together with the account.
      ...(chatId === null ? [] : [() => messaging.members.join(user.id, chatId, () => Promise.resolve())]),
      () => workspaces.tell(),
    ];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        logger.error({ err: error, userId: user.id }, 'a newcomer could not be received in full');
      }
    }
  };
}
