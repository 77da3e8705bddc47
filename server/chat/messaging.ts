import type { Logger } from 'pino';
import type { Message } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { Database } from '../store/database.ts';
import type { FreshRun } from '../store/runs.ts';
import { createAcquaint } from './acquaint.ts';
import { createChangeAtOnce, createChangeChat } from './change.ts';
import { createChats } from './chats.ts';
import type { StopAsked } from './deletion.ts';
import { createDrafts } from './drafts.ts';
import { Lanes } from './lanes.ts';
import { createMembers } from './members.ts';
import { createMessages } from './messages.ts';
import { Presence } from './presence.ts';
import { Receipts } from './receipts.ts';
import { createSend } from './send.ts';
import { createSettings } from './settings.ts';
import type { Tell } from './tell.ts';
import { createTurnTell } from './turnTell.ts';
import { Typing } from './typing.ts';
import { logUnreadable } from './unreadable.ts';
import { createWelcome } from './welcome.ts';

type Parts = {
  database: Database;
  tell: Tell;
  bus: Bus;
  logger: Pick<Logger, 'error'>;
  /** Every agent that can be a contact. */
  agents: AgentContacts;
  /** Hands a run that was just committed to a worker. */
  enqueue: (runId: string, fresh?: FreshRun) => void;
  /** Stops what of runs was asked to stop, wherever it is worked on. */
  stop: (asked: StopAsked) => Promise<void>;
  /** Has what is worked on in a chat keep to local models from now on. */
  keptLocal: (chatId: string) => void;
  /** A person's text was stored, a message's first or, with `editedAt`, another one; here and not in another process. */
  written?: (message: Message) => void;
  /** These files were of a message that is deleted now. */
  released?: (fileIds: readonly string[]) => void;
  /** A person's message was stored, here and not in another process. */
  stored?: (chatId: string, seq: number) => void;
};

export type Messaging = ReturnType<typeof createMessaging>;

/** Puts the parts of messaging together. */
export function createMessaging(parts: Parts) {
  const {
    database,
    tell: told,
    bus,
    logger,
    agents,
    enqueue,
    stop,
    keptLocal,
    written,
    stored,
    released = () => {},
  } = parts;
  const lanes = new Lanes();
  const tell = createTurnTell(told, lanes);
  const changeChat = createChangeChat({ database, tell, lanes });
  const changeAtOnce = createChangeAtOnce({ tell, lanes });
  const acquaint = createAcquaint({ agents, tell });
  const chats = createChats({ database, tell, lanes, agents, acquaint });
  const members = createMembers({ changeChat, stop, keptLocal, agents, acquaint });
  const receipts = new Receipts({ database, tell, logger });
  const typing = new Typing({ database, tell });
  const presence = new Presence({ bus, tell });
  const drafts = createDrafts({ database, tell, lanes });
  const settings = createSettings({ database, tell, lanes });
  const send = createSend({
    database,
    tell,
    lanes,
    agents,
    enqueue,
    sent(message) {
      const { chatId, senderId: userId, seq } = message;
      typing.stop(chatId, userId);
      receipts.note(chatId, { contactId: userId, delivered: seq, read: seq });
      stored?.(chatId, seq);
      written?.(message);
    },
  });
  const edited = (message: Message) => written?.(message);
  const unreadable = logUnreadable(logger);
  const messages = createMessages({ database, tell, lanes, changeChat, agents, stop, edited, released, unreadable });

  return {
    changeChat,
    changeAtOnce,
    chats,
    members,
    receipts,
    typing,
    presence,
    drafts,
    settings,
    send,
    messages,
    ...createWelcome({ database, chats, agents: agents.builtIn }),
    /** Tells what still waits; nothing is told afterwards. */
    async close() {
      tell.flush();
      typing.close();
      presence.close();
      await receipts.flush();
    },
  };
}
