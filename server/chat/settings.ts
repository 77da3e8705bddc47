import type { CommandInput } from '../../shared/command.ts';
import { isTimeZone } from '../../shared/quiet.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import { blockedOf, setBlocked } from '../store/blocked.ts';
import type { Database } from '../store/database.ts';
import { setPreferences } from '../store/preferences.ts';
import { setChat } from '../store/settings.ts';
import { noSuchContact } from './chats.ts';
import { type Lanes, personLane } from './lanes.ts';
import type { Tell, UserChange } from './tell.ts';

type Parts = { database: Pick<Database, 'pool'>; tell: Pick<Tell, 'userChanged'>; lanes: Lanes };

type Version = { version: number };

/** What people keep for themselves about chats and contacts. */
export type Settings = {
  setChat(userId: string, input: CommandInput<'chat:set'>): Promise<Version>;
  prefer(userId: string, input: CommandInput<'preferences:set'>): Promise<Version>;
  block(userId: string, input: CommandInput<'contact:block'>): Promise<Version>;
};

/** Most people that one can have blocked. */
const BLOCKED = 1000;

/** Makes the ways in which people's own settings change, told to all their devices in the order they were set. */
export function createSettings({ database, tell, lanes }: Parts): Settings {
  function set(userId: string, store: () => Promise<UserChange>): Promise<Version> {
    return lanes.run(personLane(userId), async () => {
      const change = await store();
      tell.userChanged(change);
      return { version: change.version };
    });
  }

  return {
    setChat: (userId, input) =>
      set(userId, async () => {
        const stored = await setChat(database.pool, userId, input);
        if (stored === undefined) throw noSuchChat();
        return stored;
      }),

    prefer: (userId, input) =>
      set(userId, async () => {
        if (input.quiet && !isTimeZone(input.quiet.timeZone)) {
          throw new Refusal('bad-input', 'There is no such time zone.', { reason: 'time-zone' });
        }
        const stored = await setPreferences(database.pool, userId, input);
        if (stored === undefined) throw noSuchContact();
        return stored;
      }),

    block: (userId, { contactId, on }) =>
      set(userId, async () => {
        if (contactId === userId) throw new Refusal('bad-input', 'Nobody blocks themselves.', { reason: 'self' });
        const blocked = await blockedOf(database.pool, userId);
        if (on && !blocked.includes(contactId) && blocked.length >= BLOCKED) {
          throw new Refusal('too-large', 'So many people can not be blocked.', { reason: 'blocked' });
        }
        const stored = await setBlocked(database.pool, { userId, contactId, on });
        if (stored === undefined) throw noSuchContact();
        return stored;
      }),
  };
}
