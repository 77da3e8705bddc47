import type { Message } from '../../shared/message.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { Database } from '../store/database.ts';
import type { Unreadable } from '../store/messages.ts';
import type { ChangeChat } from './change.ts';
import { createDelete, type StopAsked } from './deletion.ts';
import { createEdit } from './edits.ts';
import type { Lanes } from './lanes.ts';
import { createMarks } from './marks.ts';
import { createMessageReads } from './messageReads.ts';
import { createPin } from './pins.ts';
import { createResponses } from './responses.ts';
import { createChangeMessage } from './subject.ts';
import type { Tell } from './tell.ts';

type Parts = {
  database: Pick<Database, 'pool'>;
  tell: Pick<Tell, 'userChanged'>;
  lanes: Lanes;
  changeChat: ChangeChat;
  agents: Pick<AgentContacts, 'usableBy'>;
  /** Stops what was asked to, wherever it is worked on. */
  stop(asked: StopAsked): Promise<void>;
  /** Called after the commit of another text. */
  edited(message: Message): void;
  /** Called after the commit with the files that a deleted message had. */
  released(fileIds: readonly string[]): void;
  unreadable: Unreadable;
};

export type Messages = ReturnType<typeof createMessages>;

/** Makes everything that people do with messages that are there. */
export function createMessages(parts: Parts) {
  const { database, tell, lanes, changeChat, agents, stop, edited, released, unreadable } = parts;
  const changeMessage = createChangeMessage(changeChat);
  return {
    edit: createEdit({ changeMessage, agents, edited }),
    delete: createDelete({ changeMessage, stop, released }),
    pin: createPin(changeMessage),
    ...createResponses(changeMessage),
    ...createMarks({ database, tell, lanes }),
    ...createMessageReads({ database, unreadable }),
  };
}
