import type { CommandInput } from '../../shared/command.ts';
import { STEERS } from '../../shared/message.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { notWriting } from '../chat/send.ts';
import { type ChangeMessage, requireThere, type Version } from '../chat/subject.ts';
import { Refusal } from '../refusal.ts';
import { chatOf } from '../store/chats.ts';
import { insertSteer, isBeingMade } from '../store/steers.ts';

/**
 * Adds a person's words to an answer while it is made. Refuses who may not write in the chat, and words to an answer that
 * is finished or about to be stopped.
 */
export function steerAnswer(
  changeMessage: ChangeMessage,
  { userId, text, ...target }: CommandInput<'answer:steer'> & { userId: string },
): Promise<Version> {
  return changeMessage(userId, target, async (writing) => {
    const { message, role, chat } = writing;
    if (!mayWrite(role, chatOf(chat))) throw notWriting();
    requireThere(message);
    if (message.status !== 'streaming' || !(await isBeingMade(writing, message.id))) {
      throw new Refusal('conflict', 'The answer is finished.', { reason: 'too-late' });
    }
    if ((message.steers?.length ?? 0) >= STEERS.most) {
      throw new Refusal('conflict', 'Enough was added to this answer.', { reason: 'steers-full' });
    }
    return { messages: [await insertSteer(writing, message, { userId, text })] };
  });
}
