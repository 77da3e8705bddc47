import type { CommandInput } from '../../shared/command.ts';
import { noSuchChat } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { setDraft } from '../store/settings.ts';
import { type Lanes, personLane } from './lanes.ts';
import type { Tell } from './tell.ts';

type Parts = { database: Pick<Database, 'pool'>; tell: Pick<Tell, 'userChanged'>; lanes: Lanes };

export type Drafts = (userId: string, input: CommandInput<'draft:set'>) => Promise<{ version: number }>;

/** Makes the way in which a person's drafts are kept and told to their other devices, in the order they were set. */
export function createDrafts({ database, tell, lanes }: Parts): Drafts {
  return (userId, { chatId, text }) =>
    lanes.run(personLane(userId), async () => {
      const stored = await setDraft(database.pool, { userId, chatId, text });
      if (stored === undefined) throw noSuchChat();
      tell.userChanged(stored);
      return { version: stored.version };
    });
}
