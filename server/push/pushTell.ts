import type { ChatChange } from '../../shared/chat.ts';
import { isUndecided, type ToolCard } from '../../shared/toolCard.ts';
import type { Tell } from '../chat/tell.ts';
import type { Pusher } from './pusher.ts';

/** Tells as before, and lets the pusher hear of what may concern people who are away. */
export function withPush(tell: Tell, pusher: () => Pick<Pusher, 'answered' | 'added' | 'read' | 'warned'>): Tell {
  return {
    ...tell,
    chatChanged(change) {
      tell.chatChanged(change);
      for (const messageId of [...endedAnswers(change), ...askingAnswers(change)])
        pusher().answered(change.chatId, messageId);
    },
    budgetWarned(userIds, state) {
      tell.budgetWarned(userIds, state);
      pusher().warned(userIds, state);
    },
    joined(chatId, userIds) {
      tell.joined(chatId, userIds);
      if (userIds.length > 0) pusher().added(chatId, userIds);
    },
    receiptChanged(data) {
      tell.receiptChanged(data);
      for (const { contactId, read } of data.receipts) pusher().read(contactId, data.chatId, read);
    },
    ownReceiptChanged(userId, data) {
      tell.ownReceiptChanged(userId, data);
      for (const { read } of data.receipts) pusher().read(userId, data.chatId, read);
    },
  };
}

/** Answers that end with this change: only then they come together with their run. */
export function endedAnswers({ messages = [], runs = [] }: ChatChange): string[] {
  const answering = new Set(runs.flatMap((run) => run.answers.map((answer) => answer.messageId)));
  return messages
    .filter(({ senderKind, status }) => senderKind === 'agent' && status !== 'streaming')
    .filter(({ id, deletedAt }) => deletedAt === null && answering.has(id))
    .map(({ id }) => id);
}

/** What nobody has said anything of yet: who is told of it is not told again with each voice. */
function isNew(card: ToolCard): boolean {
  return isUndecided(card) && (card.approval?.votes ?? []).length === 0;
}

/** Answers that wait for people to say yes or no. */
export function askingAnswers({ messages = [] }: ChatChange): string[] {
  return messages.filter(({ status, cards = [] }) => status === 'streaming' && cards.some(isNew)).map(({ id }) => id);
}
