import type { EventMailing } from '../mail/eventMails.ts';
import type { Handlers } from './edge.ts';

export function mailHandlers(
  mailing: Pick<EventMailing, 'read' | 'invite'>,
): Pick<Handlers, 'appointment:mails' | 'appointment:mail'> {
  return {
    'appointment:mails': (input, { userId }) => mailing.read(userId, input),
    'appointment:mail': (input, { userId }) => mailing.invite(userId, input),
  };
}
