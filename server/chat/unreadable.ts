import type { Logger } from 'pino';
import type { Unreadable } from '../store/messages.ts';

/** Says once for each message in this process that it can not be read: people come across it again and again. */
export function logUnreadable(logger: Pick<Logger, 'error'>): Unreadable {
  const known = new Set<string>();
  return (messageId, cause) => {
    if (known.has(messageId)) return;
    known.add(messageId);
    logger.error({ err: cause, messageId }, 'a message can not be read');
  };
}
