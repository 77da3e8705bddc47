import type { ChatChange } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import type { Agent } from '../../shared/contact.ts';
import { newId } from '../../shared/ids.ts';
import { EVERYONE, type Mentionable, mentionsOf } from '../../shared/mention.ts';
import { type Route, route } from '../../shared/route.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { readSendContext, type NewRun, type SendContext, writeMessage } from '../store/send.ts';
import { readSent } from '../store/sent.ts';
import type { Lanes } from './lanes.ts';
import type { Tell } from './tell.ts';

type Sending = CommandInput<'message:send'>;

type Parts = {
  database: Pick<Database, 'pool'>;
  tell: Tell;
  lanes: Lanes;
  agents: readonly Agent[];
  /** Hands a run that was just committed to a worker. */
  enqueue: (runId: string) => void;
  /** Called after the commit: the sender has seen the chat up to their message. */
  sent(chatId: string, userId: string, seq: number): void;
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
    const context = await readSendContext(database.pool, asked);
    if (context === undefined) throw noSuchChat();
    if (replyTo !== null && context.repliedTo === null) {
      throw new Refusal('not-found', 'The message replied to is not in this chat.', { reason: 'reply' });
    }
    const { mentioned, everyone } = mentionsOf(text, mentionables(context, agents));
    const run = newRun(route({ ...context, text, mentioned, everyone, chat: context }));
    const mentions = everyone ? [...mentioned, EVERYONE] : mentioned;
    const createdAt = new Date();
    const message = { id, chatId, senderId: userId, text, mentions, replyTo, createdAt, run };
    const outcome = await writeMessage(database.pool, message);
    switch (outcome.kind) {
      case 'not-member':
        throw noSuchChat();
      case 'id-taken':
        return sentBefore(userId, input);
      case 'sent':
        tell.chatChanged(outcome.change);
        if (run !== null) enqueue(run.id);
        sent(chatId, userId, outcome.change.messages?.[0]?.seq ?? 0);
        return outcome.change;
    }
  }

  async function sentBefore(userId: string, { id, chatId, text, replyTo }: Sending): Promise<ChatChange> {
    const stored = await readSent(database.pool, id);
    const same = stored?.senderId === userId && stored.text === text && stored.replyTo === (replyTo ?? null);
    if (!same || stored.change.chatId !== chatId) {
      throw new Refusal('conflict', 'There is another message of this id.', { reason: 'id-reused' });
    }
    return stored.change;
  }

  return (userId, input) => lanes.run(input.chatId, () => send(userId, input));
}

function mentionables({ agentIds, people }: SendContext, agents: readonly Agent[]): Mentionable[] {
  const members = new Set(agentIds);
  return [
    ...agents.filter((agent) => members.has(agent.id)).map(({ id, handle, name }) => ({ id, names: [handle, name] })),
    ...people.map(({ id, name }) => ({ id, names: [name] })),
  ];
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
