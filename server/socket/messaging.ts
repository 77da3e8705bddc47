import type { Messaging } from '../chat/messaging.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { OwnAgents } from '../roster/ownAgents.ts';
import type { Database } from '../store/database.ts';
import type { Unreadable } from '../store/messages.ts';
import { chatHandlers } from './chats.ts';
import { draftHandlers } from './drafts.ts';
import { memberHandlers } from './members.ts';
import { messageHandlers } from './messages.ts';
import { PersonRates } from './personRates.ts';
import { receiptHandlers } from './receipts.ts';
import { settingHandlers } from './settings.ts';
import { syncHandlers } from './sync.ts';
import { typingHandlers } from './typing.ts';
import { visibilityHandlers } from './visibility.ts';

type Parts = {
  messaging: Messaging;
  database: Database;
  agents: AgentContacts;
  ownAgents: Pick<OwnAgents, 'decline'>;
  unreadable: Unreadable;
};

/** The handlers of every command about chats, members, messages and what goes with them. */
export function messagingHandlers({ messaging, database, agents, ownAgents, unreadable }: Parts) {
  const rates = new PersonRates();
  return {
    ...syncHandlers({ database, agents, presence: messaging.presence, unreadable }),
    ...chatHandlers(messaging.chats, messaging.members),
    ...memberHandlers(messaging.members),
    ...messageHandlers(messaging.send, messaging.messages),
    ...receiptHandlers(messaging.receipts),
    ...typingHandlers(messaging.typing, rates),
    ...draftHandlers(messaging.drafts),
    ...settingHandlers(messaging.settings, ownAgents),
    ...visibilityHandlers(messaging.presence, rates),
  };
}
