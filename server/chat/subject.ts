import type { Message } from '../../shared/message.ts';
import type { Actor, Subject } from '../../shared/messageRights.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { Writing, Written } from '../store/changes.ts';
import { type Found, readSubject } from '../store/subject.ts';
import type { ChangeChat } from './change.ts';

export type Version = { version: number };

/** A message, and who wants to do something with it. */
export type MessageWriting = Writing & Found & { actor: Actor; subject: Subject };

type Target = { chatId: string; messageId: string };

/** Changes a message and what goes with it; null where there is nothing to do. */
export type ChangeMessage = (
  userId: string,
  target: Target,
  write: (writing: MessageWriting) => Promise<Written | null>,
) => Promise<Version>;

/** Makes the way in which members change messages; refuses who is none, and messages that are not in the chat. */
export function createChangeMessage(changeChat: ChangeChat): ChangeMessage {
  return async (userId, { chatId, messageId }, write) => {
    const { version } = await changeChat(chatId, async (writing) => {
      const finding = await readSubject(writing, { userId, messageId });
      switch (finding.kind) {
        case 'not-member':
          throw noSuchChat();
        case 'no-message':
          throw noSuchMessage();
        case 'found': {
          const actor = { userId, role: finding.role };
          const subject = { ...finding.message, askedBy: finding.askedBy };
          return write({ ...writing, ...finding, actor, subject });
        }
      }
    });
    return { version };
  };
}

export function requireThere(message: Pick<Message, 'deletedAt'>): void {
  if (message.deletedAt !== null) {
    throw new Refusal('conflict', 'This message was deleted.', { reason: 'message-deleted' });
  }
}

export function requireAllowed(may: boolean): void {
  if (!may) throw new Refusal('forbidden', 'Others decide about this message.', { reason: 'message' });
}

export function noSuchMessage(): Refusal {
  return new Refusal('not-found', 'There is no such message in this chat.', { reason: 'message' });
}
