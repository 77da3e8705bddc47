import type { Logger } from 'pino';
import type { Messaging } from '../chat/messaging.ts';
import type { AccountNews } from './accounts.ts';
import type { TellWorkspace } from './tellWorkspace.ts';

type Parts = {
  messaging: Pick<Messaging, 'welcome' | 'members'>;
  tellWorkspace: TellWorkspace;
  logger: Pick<Logger, 'error'>;
};

/**
 * Receives people at the door. Whoever is new gets their chats with the agents and the chat of their invite, and everybody
 * is told; whoever returns gets what has been missing, such as the chat with an agent that is new. People are in whatever
 * goes wrong here.
 */
export function reception({ messaging, tellWorkspace, logger }: Parts): Pick<AccountNews, 'joined' | 'returned'> {
  async function doAll(userId: string, steps: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        logger.error({ err: error, userId }, 'somebody could not be received in full');
      }
    }
  }

  return {
    joined: ({ id }, chatId) =>
      doAll(id, [
        () => messaging.welcome(id),
        // The invite was used up together with the account.
        ...(chatId === null ? [] : [() => messaging.members.join(id, chatId, () => Promise.resolve())]),
        tellWorkspace,
      ]),
    returned: (userId) => doAll(userId, [() => messaging.welcome(userId)]),
  };
}
