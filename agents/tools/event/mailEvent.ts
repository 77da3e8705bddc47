import * as z from 'zod';
import { cleanText } from '../../../shared/text.ts';
import { parseMoment } from '../time/iso.ts';
import type { Tool, ToolResult } from '../tool.ts';
import { momentAt } from './event.ts';

/** Somebody by who they are: names are changed, and others come who bear them. */
const Receiver = z.object({ id: z.string(), name: z.string() });
export type MailReceiver = z.infer<typeof Receiver>;

/** Several events may have that title and time; and the person may not send it. */
type NoEvent = { kind: 'no-event' } | { kind: 'several' } | { kind: 'not-allowed' };

/** Which event and whom is meant; `unclear` are names of nobody there, or of who does not want mail. */
export type MeantByMail =
  | { kind: 'clear'; messageId: string; people: readonly MailReceiver[] }
  | { kind: 'unclear'; names: readonly string[]; wanting: readonly string[] }
  | NoEvent;

/** What became of it; `gone` are those who left, or want no mail any more. */
export type Mailed = { kind: 'sending' } | NoEvent | { kind: 'too-many' } | { kind: 'gone'; names: readonly string[] };

export type NamedEvent = { title: string; startsAt: number };
type MeantMail = { messageId: string; people: readonly MailReceiver[] };

/** Sends events of the chat by mail to members of it, in the name of the person who asks. */
export type MailEvent = {
  meant(event: NamedEvent, names: readonly string[]): Promise<MeantByMail>;
  /** Only the event that was meant, while it still is the one that is named so. */
  send(event: NamedEvent & MeantMail & { language: 'en' | 'de' }): Promise<Mailed>;
};

const Mailing = z.object({
  title: z.string().trim().min(1).max(200).describe('As it stands in the chat'),
  starts: z.string().trim().min(10).max(40).describe('First day, or time, in ISO 8601, as it stands in the chat'),
  to: z.array(z.string().trim().min(1).max(100)).min(1).max(20).describe('Names of people of this chat'),
});

/** The event and those that people are asked about; a model cannot say which and who they are. */
const Meant = z.object({ messageId: z.string(), people: z.array(Receiver) });
export type Mailing = z.infer<typeof Mailing> & Partial<z.infer<typeof Meant>>;

/** Sends invitations by mail, each time only after the person who asks has said yes to all that they go to. */
export function mailEventTool(mail: MailEvent): Tool<Mailing> {
  return {
    name: 'mail_event',
    about: [
      'Sends an event that was posted into this chat by mail, to people of this chat who want mail. The person is asked before it is done.',
      '{"title":"Review","starts":"2026-03-02T14:00","to":["Ada","Grace"]}. Only for what people asked to have sent.',
    ].join('\n'),
    effect: 'dangerous',
    personal: true,
    input: Mailing,
    limits: { timeMs: 20_000, characters: 2_000 },
    async fix(input, before, { timeZone }) {
      const known = Meant.safeParse(before);
      if (known.success) return { input: { ...input, ...known.data } };
      const event = eventNamed(input, timeZone);
      if (event === null) return { stop: noTime() };
      const meant = await mail.meant(event, input.to);
      switch (meant.kind) {
        case 'clear':
          return { input: { ...input, messageId: meant.messageId, people: [...meant.people] } };
        case 'no-event':
        case 'several':
        case 'not-allowed':
          return { stop: noEvent(meant) };
        case 'unclear': {
          const wanting = meant.wanting.length === 0 ? 'Nobody here does' : `These do: ${meant.wanting.join(', ')}`;
          const text = `These do not want mail, or it is not clear who is meant: ${meant.names.join(', ')}. ${wanting}.`;
          return { stop: { ...failed('bad-input', text), ...theirNames } };
        }
      }
    },
    async run(input, { timeZone, language }) {
      const { to, messageId, people } = input;
      const event = eventNamed(input, timeZone);
      if (event === null) return noTime();
      if (messageId === undefined || people === undefined) return noEvent({ kind: 'not-allowed' });
      const mailed = await mail.send({ ...event, messageId, people, language });
      switch (mailed.kind) {
        case 'sending':
          return {
            kind: 'done',
            text: `It is being sent to ${to.join(', ')}. The event says how that went.`,
            fromOutside: false,
          };
        case 'no-event':
        case 'several':
        case 'not-allowed':
          return noEvent(mailed);
        case 'too-many':
          return failed('too-large', 'The person has sent as many invitations as one may in a day.');
        case 'gone': {
          const text = `These have left meanwhile, or do not want mail any more: ${mailed.names.join(', ')}.`;
          return { ...failed('not-found', text), ...theirNames };
        }
      }
    },
  };
}

/** What people are called they say themselves. */
const theirNames = { fromOutside: true } as const;

function eventNamed({ title, starts }: Mailing, timeZone: string): NamedEvent | null {
  const moment = parseMoment(starts);
  return moment === undefined ? null : { title: cleanText(title), startsAt: momentAt(moment, timeZone) };
}

function noTime(): ToolResult {
  return failed('bad-input', 'It is no time in ISO 8601.');
}

function noEvent({ kind }: NoEvent): ToolResult {
  switch (kind) {
    case 'no-event':
      return failed('not-found', 'There is no such event in this chat. Post it first, or look at its title and time.');
    case 'several':
      return failed('bad-input', 'Several events have this title and time. The person can send one from its card.');
    case 'not-allowed':
      return failed('not-allowed', 'Only who made the event, or manages the chat, may send it.');
  }
}

function failed(failure: 'bad-input' | 'not-found' | 'not-allowed' | 'too-large', text: string): ToolResult {
  return { kind: 'failed', failure, text: `${text} Nothing was sent.` };
}
