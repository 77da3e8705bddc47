import * as z from 'zod';
import { NewAppointment } from '../../../shared/appointment.ts';
import { cleanText } from '../../../shared/text.ts';
import { asUtc, type Day } from '../time/civil.ts';
import { type Moment, parseMoment, writeWall } from '../time/iso.ts';
import { offsetAt, placeInZone, wallAt } from '../time/zone.ts';
import { notPosted, type Posted } from '../posted.ts';
import type { Tool, ToolResult } from '../tool.ts';

/** Puts an event into the chat as a message of the agent that uses the tool, where that may still be done. */
export type PostEvent = (event: NewAppointment & { title: string }) => Promise<Posted>;

const Iso = z.string().trim().min(10).max(40);
const Event = z.object({
  title: z.string().trim().min(1).max(200),
  starts: Iso.describe('First day, or time, in ISO 8601'),
  ends: Iso.optional().describe('Last day (included), or time'),
  place: z.string().trim().max(200).optional(),
  description: z.string().trim().max(2000).optional(),
});
export type Event = z.infer<typeof Event>;

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** Posts an event that people answer with yes, maybe or no, and take into their calendars. */
export function eventTool(post: PostEvent): Tool<Event> {
  return {
    name: 'post_event',
    about: [
      'Posts an event into this chat, for which people say whether they come and which they take into their calendars. A person is asked before it is done.',
      '{"title":"Review","starts":"2026-03-02T14:00","ends":"2026-03-02T15:00","place":"Room 4"}; with days alone it lasts whole days.',
      'Times without a zone are in the time zone of the person. Only for what people asked to have set up.',
    ].join('\n'),
    effect: 'write',
    input: Event,
    limits: { timeMs: 20_000, characters: 1_000 },
    async run({ title, starts, ends, place = '', description = '' }, { timeZone }) {
      const first = parseMoment(starts);
      const last = ends === undefined ? null : parseMoment(ends);
      if (first === undefined || last === undefined) return wrong('It is no time in ISO 8601.');
      if (last !== null && (first.kind === 'day') !== (last.kind === 'day')) {
        return wrong('Both are days, or both are times.');
      }
      const startsAt = momentAt(first, timeZone);
      const endsAt = last === null ? null : momentAt(last, timeZone);
      if (endsAt !== null && endsAt < startsAt) return wrong('It ends before it starts.');
      const allDay = first.kind === 'day';
      const event = NewAppointment.safeParse({ startsAt, endsAt, allDay, place, description });
      if (!event.success) return wrong('It lies outside of the years 1970 to 9999.');
      const posted = await post({ ...event.data, title: cleanText(title) });
      if (posted === 'not-allowed') return notPosted();
      const when = allDay ? starts.slice(0, 10) : writeWall(wallAt(startsAt, timeZone), offsetAt(startsAt, timeZone));
      return { kind: 'done', text: `The event “${title}” stands in the chat: ${when}.`, fromOutside: false };
    },
  };
}

/** Milliseconds since 1970; of a day its beginning by UTC, since whole days are read by everybody's own calendar. */
export function momentAt(moment: Moment, timeZone: string): number {
  switch (moment.kind) {
    case 'day':
      return startOf(moment.day);
    case 'wall':
      return placeInZone(moment.wall, timeZone).at;
    case 'instant':
      return asUtc(moment.wall) - moment.offsetMs;
  }
}

function startOf(day: Day): number {
  return asUtc({ ...day, ...MIDNIGHT });
}

function wrong(text: string): ToolResult {
  return { kind: 'failed', failure: 'bad-input', text: `${text} Nothing was done.` };
}
