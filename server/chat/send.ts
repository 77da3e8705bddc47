import type { ChatChange } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import { EVERYONE, mentionsOf } from '../../shared/mention.ts';
import type { Message, MessageExtras } from '../../shared/message.ts';
import { mayMentionAll, mayWrite } from '../../shared/messageRights.ts';
import { type Route, route } from '../../shared/route.ts';
import { newPoll } from '../../shared/vote.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { Database } from '../store/database.ts';
import { readAttachments } from '../store/files.ts';
import type { FreshRun } from '../store/runs.ts';
import { type NewRun, readSendContext, type SendContext, writeMessage } from '../store/send.ts';
import { readSent } from '../store/sent.ts';
import { blocked } from './chats.ts';
import type { Lanes } from './lanes.ts';
import { mentionables } from './mentionables.ts';
import { isSameContent } from './sameContent.ts';
import type { Tell } from './tell.ts';

type Sending = CommandInput<'message:send'>;

type Parts = {
  database: Pick<Database, 'pool'>;
  tell: Tell;
  lanes: Lanes;
  agents: Pick<AgentContacts, 'usableBy'>;
  /** Hands a run that was just committed to a worker. */
  enqueue: (runId: string, fresh: FreshRun) => void;
  /** Called after the commit: the sender has seen the chat up to their message. */
  sent(message: Message): void;
};

export type Send = (userId: string, input: Sending) => Promise<ChatChange>;

/**
 * Makes the way in which people's messages get into a chat: who answers is decided by rules, then message, run and
 * placeholders are stored at once, then it is told. The same message again is acknowledged with what is stored; another
 * one under its id is refused.
 */
export function createSend({ database, tell, lanes, agents, enqueue, sent }: Parts): Send {
  async function send(userId: string, input: Sending): Promise<ChatChange> {
    const { id, chatId, text } = input;
    const replyTo = input.replyTo ?? null;
    const asked = { chatId, userId, replyTo, withPeople: text.includes('@') };
    const found = await readSendContext(database.pool, asked);
    if (found === undefined) throw noSuchChat();
    const usable = agents.usableBy(userId);
    const context = { ...found, agentIds: found.agentIds.filter((id) => usable.some((agent) => agent.id === id)) };
    const { mentioned, everyone } = mentionsOf(text, mentionables(context, usable));
    const refusal = refusalOf(context, { replyTo, everyone });
    if (refusal !== undefined) return sentBefore(userId, input, refusal);
    const extras = await extrasOf(userId, input);
    if (extras === undefined) return sentBefore(userId, input, noSuchFile());
    const run = newRun(route({ ...context, text, mentioned, everyone, chat: context }));
    const mentions = everyone ? [...mentioned, EVERYONE] : mentioned;
    const createdAt = new Date();
    const message = { id, chatId, senderId: userId, text, mentions, replyTo, createdAt, extras, run };
    const outcome = await writeMessage(database.pool, message);
    switch (outcome.kind) {
      case 'not-member':
        throw noSuchChat();
      case 'id-taken':
        return sentBefore(userId, input, idReused());
      case 'file-gone':
        throw noSuchFile();
      case 'sent': {
        // The database is asked for the run while everybody is told.
        if (run !== null) enqueue(run.id, { chatId, requestId: id, askedBy: userId, answers: run.answers });
        tell.chatChanged(outcome.change);
        const [written] = outcome.change.messages ?? [];
        if (written !== undefined) sent(written);
        return outcome.change;
      }
    }
  }

  /** Undefined where a file is not there for this person. */
  async function extrasOf(
    userId: string,
    { fileIds, poll, appointment, forwarded }: Sending,
  ): Promise<MessageExtras | null | undefined> {
    const extras: MessageExtras = {};
    if (fileIds !== undefined && fileIds.length > 0) {
      extras.attachments = await readAttachments(database.pool, { userId, fileIds: [...new Set(fileIds)] });
      if (extras.attachments === undefined) return undefined;
    }
    if (poll !== undefined) extras.poll = newPoll(poll);
    if (appointment !== undefined) extras.appointment = { ...appointment, coming: [], cancelled: false };
    if (forwarded === true) extras.forwarded = true;
    return Object.keys(extras).length === 0 ? null : extras;
  }

  /** What is stored of the same message, which stands whatever is allowed by now; else it is refused. */
  async function sentBefore(userId: string, input: Sending, refusal: Refusal): Promise<ChatChange> {
    const stored = await readSent(database.pool, input.id);
    if (stored === undefined) throw refusal;
    if (!isSameContent(stored, userId, input)) throw idReused();
    return stored.change;
  }

  return (userId, input) => lanes.run(input.chatId, () => send(userId, input));
}

/** Those who manage the group alone may write in it. */
export function notWriting(): Refusal {
  return new Refusal('forbidden', 'Only those who manage this group write in it.', { reason: 'write' });
}

export function notMentioningAll(): Refusal {
  return new Refusal('forbidden', 'Only those who manage this group mention everybody.', { reason: 'mention-all' });
}

function refusalOf(
  context: SendContext,
  { replyTo, everyone }: { replyTo: string | null; everyone: boolean },
): Refusal | undefined {
  if (context.blocked) return blocked();
  if (!mayWrite(context.role, context)) return notWriting();
  if (everyone && !mayMentionAll(context.role, context)) return notMentioningAll();
  if (replyTo !== null && context.repliedTo === null) {
    return new Refusal('not-found', 'The message replied to is not in this chat.', { reason: 'reply' });
  }
  return undefined;
}

function idReused(): Refusal {
  return new Refusal('conflict', 'There is another message of this id.', { reason: 'id-reused' });
}

function noSuchFile(): Refusal {
  return new Refusal('not-found', 'A file of this message is not there.', { reason: 'file' });
}

function newRun(decided: Route): NewRun | null {
  switch (decided.kind) {
    case 'nobody':
      return null;
    case 'queen':
      return { id: newId(), status: 'deciding', reason: 'useful', answers: [] };
    case 'agents': {
      const answers = decided.agentIds.map((agentId) => ({ stepId: newId(), agentId, messageId: newId() }));
      return { id: newId(), status: 'queued', reason: decided.reason, answers };
    }
  }
}
