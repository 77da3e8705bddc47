import * as z from 'zod';
import { cleanText } from '../../../shared/text.ts';
import { parseMoment } from '../time/iso.ts';
import type { Tool, ToolResult } from '../tool.ts';
import { momentAt } from './event.ts';

/** What became of it; `several` events have that title and time, `unclear` are names of nobody there, or who does not want mail. */
export type Mailed =
  | { kind: 'sending' }
  | { kind: 'no-event' }
  | { kind: 'several' }
  | { kind: 'not-allowed' }
  | { kind: 'too-many' }
  | { kind: 'unclear'; names: readonly string[]; wanting: readonly string[] };

/** Sends an event of the chat by mail to members of it, in the name of the person who asks. */
export type MailEvent = (event: {
  title: string;
  startsAt: number;
  to: readonly string[];
  language: 'en' | 'de';
}) => Promise<Mailed>;

const Mailing = z.object({
  title: z.string().trim().min(1).max(200).describe('As it stands in the chat'),
  starts: z.string().trim().min(10).max(40).describe('First day, or time, in ISO 8601, as it stands in the chat'),
  to: z.array(z.string().trim().min(1).max(100)).min(1).max(20).describe('Names of people of this chat'),
});
export type Mailing = z.infer<typeof Mailing>;

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
    async run({ title, starts, to }, { timeZone, language }) {
      const moment = parseMoment(starts);
      if (moment === undefined) return failed('bad-input', 'It is no time in ISO 8601.');
      const mailed = await mail({ title: cleanText(title), startsAt: momentAt(moment, timeZone), to, language });
      switch (mailed.kind) {
        case 'sending':
          return {
            kind: 'done',
            text: `It is being sent to ${to.join(', ')}. The event says how that went.`,
            fromOutside: false,
          };
        case 'no-event':
          return failed(
            'not-found',
            'There is no such event in this chat. Post it first, or look at its title and time.',
          );
        case 'several':
          return failed('bad-input', 'Several events have this title and time. The person can send one from its card.');
        case 'not-allowed':
          return failed('not-allowed', 'Only who made the event, or manages the chat, may send it.');
        case 'too-many':
          return failed('too-large', 'The person has sent as many invitations as one may in a day.');
        case 'unclear': {
          const wanting = mailed.wanting.length === 0 ? 'Nobody here does' : `These do: ${mailed.wanting.join(', ')}`;
          const text = `These do not want mail, or it is not clear who is meant: ${mailed.names.join(', ')}. ${wanting}.`;
          // What people are called they say themselves.
          return { ...failed('bad-input', text), fromOutside: true };
        }
      }
    },
  };
}

function failed(failure: 'bad-input' | 'not-found' | 'not-allowed' | 'too-large', text: string): ToolResult {
  return { kind: 'failed', failure, text: `${text} Nothing was sent.` };
}
