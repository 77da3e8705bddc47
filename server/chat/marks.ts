import type { CommandInput } from '../../shared/command.ts';
import type { Database } from '../store/database.ts';
import { setMarks } from '../store/marks.ts';
import { type Lanes, personLane } from './lanes.ts';
import { noSuchMessage, type Version } from './subject.ts';
import type { Tell } from './tell.ts';

type Parts = { database: Pick<Database, 'pool'>; tell: Pick<Tell, 'userChanged'>; lanes: Lanes };

/** What people keep about messages for themselves; they must be members of the chat. */
export type Marks = {
  star(userId: string, input: CommandInput<'message:star'>): Promise<Version>;
  hide(userId: string, input: CommandInput<'message:hide'>): Promise<Version>;
};

/** Makes the ways in which people mark messages, told to all their devices in the order they did. */
export function createMarks({ database, tell, lanes }: Parts): Marks {
  function mark(marking: Parameters<typeof setMarks>[1]): Promise<Version> {
    return lanes.run(personLane(marking.userId), async () => {
      const stored = await setMarks(database.pool, marking);
      if (stored === undefined) throw noSuchMessage();
      tell.userChanged(stored);
      return { version: stored.version };
    });
  }

  return {
    star: (userId, { chatId, messageId, on }) => mark({ userId, chatId, messageIds: [messageId], starred: on }),
    hide: (userId, { chatId, messageIds, hidden }) => mark({ userId, chatId, messageIds, hidden }),
  };
}
