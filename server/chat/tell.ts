import type { ChatChange } from '../../shared/chat.ts';
import type { EventData } from '../../shared/event.ts';

/** What changed of a person's own state; their version is the next one. */
export type UserChange = { userId: string } & EventData<'user:changed'>;

/**
 * Tells the people concerned what has happened, in this process and in the others. Returns at once and never throws:
 * whoever misses it syncs. To be called after the commit.
 */
export interface Tell {
  chatChanged(change: ChatChange): void;
  userChanged(change: UserChange): void;
  workspaceChanged(state: EventData<'workspace:changed'>): void;
  receiptChanged(data: EventData<'receipt:changed'>): void;
  /** The same to this person's devices only. */
  ownReceiptChanged(userId: string, data: EventData<'receipt:changed'>): void;
  /** Everybody in the chat but the person who types hears it. */
  typingChanged(data: EventData<'typing:changed'>): void;
  presenceChanged(data: EventData<'presence:changed'>): void;
  stepChanged(data: EventData<'step:changed'>): void;
  /** These people may raise it. */
  budgetWarned(userIds: readonly string[], data: EventData<'budget:warned'>): void;
  /** A connected server has other words ready for this person. */
  promptsChanged(userId: string): void;
  /** From now on these people's sockets hear what happens in the chat. */
  joined(chatId: string, userIds: readonly string[]): void;
  /** From now on these people's sockets hear nothing more of the chat. */
  left(chatId: string, userIds: readonly string[]): void;
}
