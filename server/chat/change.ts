import type { ChatChange } from '../../shared/chat.ts';
import { noSuchChat } from '../refusal.ts';
import { type ChangeOutcome, type Writing, type Written, writeChange } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import type { Lanes } from './lanes.ts';
import type { Tell } from './tell.ts';

export type ChangeChat = (
  chatId: string,
  write: (writing: Writing) => Promise<Written | null>,
) => Promise<{ version: number; change: ChatChange | null }>;

/** Tells a change that one statement makes, in the chat's lane; null where it found nothing to do. */
export type ChangeAtOnce = (chatId: string, write: () => Promise<ChatChange | null>) => Promise<void>;

type Parts = { database: Database; tell: Tell; lanes: Lanes };

/**
 * Makes the one way in which chats change, sending aside: in the chat's lane, so that events go out in the order of
 * their versions, commit first and tell afterwards. `change` is null where `write` found nothing to do; a chat that does
 * not exist is refused.
 */
export function createChangeChat({ database, tell, lanes }: Parts): ChangeChat {
  return (chatId, write) =>
    lanes.run(chatId, async () => {
      const outcome = await writeChange(database, chatId, write);
      switch (outcome.kind) {
        case 'no-chat':
          throw noSuchChat();
        case 'unchanged':
          return { version: outcome.version, change: null };
        case 'changed':
          tellOutcome(tell, outcome);
          return { version: outcome.change.version, change: outcome.change };
      }
    });
}

/** Makes the way in which a chat changes by one statement, in order with all other changes of it. */
export function createChangeAtOnce({ tell, lanes }: Omit<Parts, 'database'>): ChangeAtOnce {
  return (chatId, write) =>
    lanes.run(chatId, async () => {
      const change = await write();
      if (change !== null) tell.chatChanged(change);
    });
}

/** Rooms first: who left hears nothing of the change itself, who joined hears it. */
export function tellOutcome(tell: Tell, outcome: Extract<ChangeOutcome, { kind: 'changed' }>): void {
  const { change, users, joined, left } = outcome;
  tell.left(change.chatId, left);
  tell.joined(change.chatId, joined);
  tell.chatChanged(change);
  for (const user of users) tell.userChanged(user);
}
