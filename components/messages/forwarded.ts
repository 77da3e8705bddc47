import type { Content } from '../../client/state.ts';
import type { Message } from '../../shared/message.ts';

/** What another chat gets of a message: its text and files; a poll or an event without the answers. */
export function forwardedContent(message: Message): Content {
  const { text, attachments, poll, appointment } = message;
  const content: Content = { text, forwarded: true };
  if (attachments) return { ...content, attachments };
  if (poll) return { ...content, poll: { choices: poll.choices.map((choice) => choice.text), several: poll.several } };
  if (!appointment) return content;
  const { coming: _who, cancelled: _whether, ...rest } = appointment;
  return { ...content, appointment: rest };
}

/** Messages as one text to copy: alone as it is, several each with who wrote it and when. */
export function copiedText(
  messages: readonly Message[],
  line: (message: Message) => { name: string; time: string },
): string {
  if (messages.length === 1) return messages[0]?.text ?? '';
  return messages
    .map((message) => {
      const { name, time } = line(message);
      return `[${time}] ${name}: ${message.text}`;
    })
    .join('\n');
}
