import * as z from 'zod/mini';
import { Coming, NewAppointment } from '../appointment.ts';
import { ATTACHMENTS } from '../attachment.ts';
import { ChatChange } from '../chat.ts';
import { isEmoji } from '../emoji.ts';
import { EventMails, MAIL_RECEIVERS } from '../eventMail.ts';
import { Email } from '../http.ts';
import { ContactId, Id } from '../ids.ts';
import { Message, MESSAGE_LENGTH } from '../message.ts';
import { CHOICES, NewPoll } from '../poll.ts';
import { clean } from '../text.ts';
import { Version } from './common.ts';

/** Most messages one may hide, or fetch, with one command. */
export const MESSAGES = { hidden: 100, fetched: 50 } as const;

const Target = z.object({ chatId: Id, messageId: Id });

/** Blank only where something else is sent with it. */
const Text = z.string().check(clean, z.maxLength(MESSAGE_LENGTH));

const Emoji = z.string().check(z.maxLength(40), z.refine(isEmoji));

const Choices = z.array(z.int().check(z.minimum(0), z.maximum(CHOICES.most - 1))).check(z.maxLength(CHOICES.most));

/** When the devices of each had stored or shown a message; null where that is no longer known. */
const Times = z.array(z.object({ contactId: ContactId, at: z.nullable(z.int()) }));

/** What people may do with messages. What is set to what it is already changes nothing. */
export const messageCommands = {
  /** Answers with the whole change: the message, its run and the placeholders of the agents already known. */
  'message:send': {
    input: z
      .object({
        id: Id,
        chatId: Id,
        text: Text,
        replyTo: z.optional(Id),
        /** Of files that one brought or may read. */
        fileIds: z.optional(z.array(Id).check(z.maxLength(ATTACHMENTS))),
        /** The text is the question. */
        poll: z.optional(NewPoll),
        /** The text is the title. */
        appointment: z.optional(NewAppointment),
        /** Written in another chat before. */
        forwarded: z.optional(z.literal(true)),
      })
      .check(
        z.refine(({ text, fileIds = [] }) => fileIds.length > 0 || /\S/.test(text), { path: ['text'] }),
        z.refine(
          ({ fileIds = [], poll, appointment }) =>
            [fileIds.length > 0, poll !== undefined, appointment !== undefined].filter(Boolean).length <= 1,
          { path: ['poll'] },
        ),
        z.refine(({ appointment }) => (appointment?.endsAt ?? Infinity) >= (appointment?.startsAt ?? 0), {
          path: ['appointment', 'endsAt'],
        }),
      ),
    output: ChatChange,
  },
  /** One's own; what it said before is kept. Nobody answers it anew. */
  'message:edit': { input: z.extend(Target, { text: Text }), output: Version },
  /** For everyone: a tombstone stays. */
  'message:delete': { input: Target, output: Version },
  'message:react': { input: z.extend(Target, { emoji: Emoji, on: z.boolean() }), output: Version },
  /** One's whole vote: places of the choices, none to take it back. */
  'message:vote': { input: z.extend(Target, { choices: Choices }), output: Version },
  'poll:close': { input: Target, output: Version },
  'appointment:answer': { input: z.extend(Target, { answer: Coming }), output: Version },
  'appointment:cancel': { input: Target, output: Version },
  /** What became of invitations by mail; for who may send them. */
  'appointment:mails': { input: Target, output: EventMails },
  /** Sends invitations to members who want them and to addresses; those that failed again. */
  'appointment:mail': {
    input: z.extend(Target, {
      contactIds: z.array(ContactId).check(z.maxLength(MAIL_RECEIVERS)),
      addresses: z.array(Email).check(z.maxLength(MAIL_RECEIVERS)),
      language: z.enum(['en', 'de']),
    }),
    output: EventMails,
  },
  'message:pin': { input: z.extend(Target, { on: z.boolean() }), output: Version },
  /** Answers, like `message:hide`, with the version of the person's own state. */
  'message:star': { input: z.extend(Target, { on: z.boolean() }), output: Version },
  /** Deletes messages for oneself alone; `hidden: false` brings them back. */
  'message:hide': {
    input: z.object({
      chatId: Id,
      messageIds: z.array(Id).check(z.minLength(1), z.maxLength(MESSAGES.hidden)),
      hidden: z.boolean(),
    }),
    output: Version,
  },
  /** Who got and who read one's own message, of those who were members when it was sent. */
  'message:info': { input: Target, output: z.object({ delivered: Times, read: Times }) },
  /** What a message said before, the oldest first, and until when in milliseconds since 1970. */
  'message:history': {
    input: Target,
    output: z.object({ versions: z.array(z.object({ text: z.string(), until: z.int() })) }),
  },
  /** Messages of a chat by their ids, in the chat's order; those that are not there are left out. */
  'message:fetch': {
    input: z.object({
      chatId: Id,
      messageIds: z.array(Id).check(z.minLength(1), z.maxLength(MESSAGES.fetched)),
    }),
    output: z.object({ messages: z.array(Message) }),
  },
} as const;
