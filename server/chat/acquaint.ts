import type { AgentContacts } from '../roster/contacts.ts';
import { type Raised, raiseUsers, readStrangersTo } from '../store/audience.ts';
import type { KnownContact } from '../store/contacts.ts';
import type { Tx } from '../store/transaction.ts';
import type { Tell } from './tell.ts';

/** Lets the people of a chat know what agents look like that are not there for everybody. */
export interface Acquaint {
  /** To be called in the transaction that brings contacts into a chat: who is to be told, at which version. */
  note(tx: Tx, chatId: string, came: readonly KnownContact[]): Promise<readonly Raised[]>;
  /** After the commit. */
  tell(raised: readonly Raised[]): Promise<void>;
}

type Parts = { agents: Pick<AgentContacts, 'readKnownTo'>; tell: Pick<Tell, 'userChanged'> };

export function createAcquaint({ agents, tell }: Parts): Acquaint {
  return {
    async note(tx, chatId, came) {
      const userIds = await readStrangersTo(tx, chatId, came);
      return userIds.length > 0 ? raiseUsers(tx, userIds) : [];
    },
    async tell(raised) {
      for (const { userId, version } of raised) {
        tell.userChanged({ userId, version, agents: await agents.readKnownTo(userId) });
      }
    },
  };
}
