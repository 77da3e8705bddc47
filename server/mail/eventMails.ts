import type { Logger } from 'pino';
import type { CommandInput } from '../../shared/command.ts';
import type { EventMails } from '../../shared/eventMail.ts';
import { mayCancelAppointment, mayWithdraw } from '../../shared/messageRights.ts';
import type { ChangeChat } from '../chat/change.ts';
import { createChangeMessage, type MessageWriting, requireAllowed, requireThere } from '../chat/subject.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import {
  addInvitations,
  claimMail,
  countInvited,
  dropMailsOfLeft,
  eventMailsOf,
  giveUpMails,
  isTrial,
  mailReceivers,
  notInvited,
  type Receiver,
  retryMails,
  settleMail,
} from '../store/eventMails.ts';
import { mailPerson } from '../store/mailPerson.ts';
import { invitationMail, MailDetails } from './invitation.ts';
import type { SendMail } from './smtp.ts';

/** So many people may be invited in one person's name within a day. */
export const INVITED_A_DAY = 100;
const SWEEP_MS = 10_000;

/** Invitations to events by mail; null as `send` where the server sends none. */
export interface EventMailing {
  read(userId: string, input: CommandInput<'appointment:mails'>): Promise<EventMails>;
  /** Throws Refusals. */
  invite(userId: string, input: CommandInput<'appointment:mail'>): Promise<EventMails>;
  /** Sends all that waits; those that others are sending are left to them. */
  work(): Promise<void>;
  close(): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'pool'>;
  changeChat: ChangeChat;
  send: SendMail | null;
  from: string;
  logger: Pick<Logger, 'error' | 'info'>;
};

export function createEventMailing({ database: { pool }, changeChat, send, from, logger }: Parts): EventMailing {
  const changeMessage = createChangeMessage(changeChat);
  let closed = false;
  let line = Promise.resolve();
  let waiting = 0;

  /** Whoever may call an event off may send it; of one that is off they see what became of it. */
  function asSender<T>(
    userId: string,
    { chatId, messageId }: { chatId: string; messageId: string },
    work: (writing: MessageWriting) => Promise<T>,
  ): Promise<T> {
    let result: T | undefined;
    return changeMessage(userId, { chatId, messageId }, async (writing) => {
      const { actor, subject, message } = writing;
      requireThere(message);
      if (message.appointment === undefined) {
        throw new Refusal('not-found', 'This message sets no date.', { reason: 'appointment' });
      }
      requireAllowed(mayWithdraw(actor, subject));
      result = await work(writing);
      return null;
    }).then(() => result as T);
  }

  async function stateOf({ tx, chat, message }: MessageWriting): Promise<EventMails> {
    const wanting = send === null ? [] : (await mailReceivers(tx, chat.id)).map(({ contactId }) => contactId);
    return { mails: await eventMailsOf(tx, message.id), wanting };
  }

  async function sendNext(deliver: SendMail): Promise<boolean> {
    const claimed = await claimMail(pool);
    if (claimed === undefined) return false;
    const details = MailDetails.parse(claimed.details);
    const delivered = await deliver(claimed.address, invitationMail({ ...claimed, details }, from));
    if (delivered.kind !== 'sent') {
      const why = delivered.kind === 'failed' ? delivered.failure : 'unknown';
      logger.info({ messageId: claimed.messageId, why }, 'an invitation was not sent');
    }
    const failure = delivered.kind === 'failed' ? delivered.failure : null;
    await settleMail(pool, claimed, { state: delivered.kind, failure });
    return true;
  }

  async function drain(): Promise<void> {
    if (send === null) return;
    await giveUpMails(pool);
    await dropMailsOfLeft(pool);
    while (!closed && (await sendNext(send)));
  }

  /** What is asked while it goes on is looked for once more when it has ended. */
  function work(): Promise<void> {
    if (waiting > 1) return line;
    waiting += 1;
    line = line.then(drain, drain).finally(() => {
      waiting -= 1;
    });
    return line;
  }

  const kick = () => {
    work().catch((error: unknown) => logger.error({ err: error }, 'invitations could not be sent'));
  };
  const timer = send === null ? undefined : setInterval(kick, SWEEP_MS).unref();

  return {
    read: (userId, input) => asSender(userId, input, stateOf),
    async invite(userId, { contactIds, addresses, language, ...target }) {
      const state = await asSender(userId, target, async (writing) => {
        if (await isTrial(writing.tx, target.chatId)) {
          throw new Refusal('conflict', 'Nothing goes out of a chat in which an agent is tried.', {
            reason: 'mail-trial',
          });
        }
        if (send === null) throw new Refusal('conflict', 'This server sends no mail.', { reason: 'no-mail' });
        await addReceivers(writing, { userId, contactIds, addresses, language });
        return stateOf(writing);
      });
      kick();
      return state;
    },
    work,
    async close() {
      closed = true;
      clearInterval(timer);
      await line.catch(() => {});
    },
  };
}

type Inviting = Pick<CommandInput<'appointment:mail'>, 'contactIds' | 'addresses' | 'language'> & { userId: string };

async function addReceivers(writing: MessageWriting, inviting: Inviting): Promise<void> {
  const { tx, chat, message, actor, subject } = writing;
  const { userId, contactIds, addresses, language } = inviting;
  const { appointment, id: messageId } = message;
  if (appointment === undefined) throw new Error('an event lost its date');
  const wanting = await mailReceivers(tx, chat.id);
  const members = contactIds.map((contactId) => wanting.find((receiver) => receiver.contactId === contactId));
  if (members.includes(undefined)) {
    throw new Refusal('conflict', 'Somebody does not want mail.', { reason: 'mail-unwanted' });
  }
  const typed = addresses.map((address): Receiver => ({ contactId: null, address, timeZone: undefined }));
  const receivers = new Map([...typed, ...members.flatMap((one) => one ?? [])].map((one) => [one.address, one]));
  const all = [...receivers.keys()];
  await retryMails(tx, { messageId, addresses: all });
  // Of what is off people are told by itself.
  const fresh = mayCancelAppointment(actor, subject) ? await notInvited(tx, messageId, all) : new Set<string>();
  if (fresh.size === 0) return;
  if ((await countInvited(tx, userId)) + fresh.size > INVITED_A_DAY) {
    throw new Refusal('rate-limited', 'So many people can not be invited in a day.', { reason: 'mails' });
  }
  const inviter = await mailPerson(tx, userId);
  const { startsAt, endsAt, allDay, place, description } = appointment;
  await addInvitations(
    tx,
    [...receivers.values()]
      .filter(({ address }) => fresh.has(address))
      .map(({ address, contactId, timeZone }) => ({
        ...{ messageId, chatId: chat.id, address, contactId, sequence: message.version, askedBy: userId },
        details: {
          ...{ title: message.text, appointment: { startsAt, endsAt, allDay, place, description } },
          ...{ createdAt: message.createdAt, inviter: inviter.name, language },
          timeZone: timeZone ?? inviter.timeZone ?? 'UTC',
        },
      })),
  );
}
