import * as z from 'zod/mini';
import { ContactId } from './ids.ts';

/** Why an invitation did not go out: its receiver or its words were refused, later is to be tried, or nobody was there. */
export const MailFailure = z.enum(['refused', 'busy', 'sign-in', 'unreachable']);
export type MailFailure = z.infer<typeof MailFailure>;

/** Most receivers at once. */
export const MAIL_RECEIVERS = 50;

/** What became of an invitation to an event by mail, or of the word that it is off. */
export const EventMail = z.object({
  /** A member's, whose address others do not learn; or an address that was typed in. */
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('member'), contactId: ContactId }),
    z.object({ kind: z.literal('address'), address: z.string() }),
  ]),
  kind: z.enum(['request', 'cancel']),
  /** `unknown`: nobody can tell whether it arrived, and it is not sent again. */
  state: z.enum(['waiting', 'sent', 'failed', 'unknown']),
  failure: z.nullable(MailFailure),
});
export type EventMail = z.infer<typeof EventMail>;

export const EventMails = z.object({
  mails: z.array(EventMail),
  /** The members of the chat who want invitations by mail. */
  wanting: z.array(ContactId),
});
export type EventMails = z.infer<typeof EventMails>;
