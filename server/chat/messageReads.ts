import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import type { Message } from '../../shared/message.ts';
import { mayInform } from '../../shared/messageRights.ts';
import type { Database } from '../store/database.ts';
import type { Unreadable } from '../store/messages.ts';
import { readInfo, readMessages, readVersions } from '../store/messageReads.ts';
import { noSuchMessage, requireAllowed, requireThere } from './subject.ts';

/** What members ask of single messages; whether they are members is checked before. */
export type MessageReads = {
  info(userId: string, input: CommandInput<'message:info'>): Promise<CommandOutput<'message:info'>>;
  history(input: CommandInput<'message:history'>): Promise<CommandOutput<'message:history'>>;
  fetch(input: CommandInput<'message:fetch'>): Promise<CommandOutput<'message:fetch'>>;
};

type Parts = { database: Pick<Database, 'pool'>; unreadable: Unreadable };

export function createMessageReads({ database: { pool }, unreadable }: Parts): MessageReads {
  async function find({ chatId, messageId }: { chatId: string; messageId: string }): Promise<Message> {
    const [message] = await readMessages(pool, chatId, [messageId], unreadable);
    if (message === undefined) throw noSuchMessage();
    requireThere(message);
    return message;
  }

  return {
    async info(userId, target) {
      const message = await find(target);
      // What decides is whether it is theirs, whatever their role.
      requireAllowed(mayInform({ userId, role: 'member' }, { ...message, askedBy: null }));
      return readInfo(pool, message);
    },
    history: async (target) => ({ versions: await readVersions(pool, (await find(target)).id) }),
    fetch: async ({ chatId, messageIds }) => ({ messages: await readMessages(pool, chatId, messageIds, unreadable) }),
  };
}
