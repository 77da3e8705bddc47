import type { CommandInput } from '../../shared/command.ts';
import type { Message } from '../../shared/message.ts';
import { isDeepStrictEqual } from 'node:util';

type Sending = CommandInput<'message:send'>;
type Stored = Pick<
  Message,
  'chatId' | 'senderId' | 'replyTo' | 'deletedAt' | 'attachments' | 'poll' | 'appointment' | 'forwarded'
>;

/**
 * Whether a stored message is what this person sends again, whatever has been done to it since: edited, voted on,
 * answered. Of one that was deleted nothing is left to compare.
 */
export function isSameContent(
  stored: { message: Stored; firstText: string },
  userId: string,
  sending: Sending,
): boolean {
  const { message, firstText } = stored;
  const { chatId, text, replyTo = null, fileIds = [], poll, appointment, forwarded } = sending;
  if (message.senderId !== userId || message.chatId !== chatId) return false;
  if (message.deletedAt !== null) return true;
  return (
    firstText === text &&
    message.replyTo === replyTo &&
    message.forwarded === forwarded &&
    isDeepStrictEqual(
      (message.attachments ?? []).map((attachment) => attachment.fileId),
      [...new Set(fileIds)],
    ) &&
    isDeepStrictEqual(pollOf(message), poll) &&
    isDeepStrictEqual(appointmentOf(message), appointment)
  );
}

function pollOf({ poll }: Stored): Sending['poll'] {
  return poll && { choices: poll.choices.map((choice) => choice.text), several: poll.several };
}

function appointmentOf({ appointment }: Stored): Sending['appointment'] {
  if (appointment === undefined) return undefined;
  const { coming: _coming, cancelled: _cancelled, ...sent } = appointment;
  return sent;
}
