import type { MailEvent } from '../../agents/tools/event/mailEvent.ts';
import { whoIsMeant } from '../../agents/tools/calendar/whoIsMeant.ts';
import type { EventMailing } from '../mail/eventMails.ts';
import { Refusal } from '../refusal.ts';
import { calendarPeople } from '../store/calendarPeople.ts';
import { findEvents } from '../store/findEvents.ts';
import type { Database } from '../store/database.ts';

type Parts = { database: Pick<Database, 'pool'>; mailing: Pick<EventMailing, 'read' | 'invite'> };

/** Sends events by mail in the name of the person who asked, with the rights they have at that moment. */
export function createMailEvent(
  { database: { pool }, mailing }: Parts,
  { chatId, askedBy }: { chatId: string; askedBy: string },
): MailEvent {
  return async ({ title, startsAt, to, language }) => {
    const [messageId, another] = await findEvents(pool, { chatId, title, startsAt, madeFor: askedBy });
    if (messageId === undefined) return { kind: 'no-event' };
    // What people said yes to names no more of it than that.
    if (another !== undefined) return { kind: 'several' };
    const { people } = await calendarPeople(pool, chatId);
    const asker = people.find(({ id }) => id === askedBy);
    if (asker === undefined) return { kind: 'not-allowed' };
    try {
      const { wanting } = await mailing.read(askedBy, { chatId, messageId });
      const meant = whoIsMeant(to, people, asker);
      const unwanted = meant.people.filter(({ id }) => !wanting.includes(id)).map(({ name }) => name);
      const names = [...meant.unclear, ...unwanted];
      if (names.length > 0) {
        const wants = people.filter(({ id }) => wanting.includes(id)).map(({ name }) => name);
        return { kind: 'unclear', names, wanting: wants };
      }
      const contactIds = meant.people.map(({ id }) => id);
      await mailing.invite(askedBy, { chatId, messageId, contactIds, addresses: [], language });
      return { kind: 'sending' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { kind: error.reason === 'mails' ? 'too-many' : 'not-allowed' };
    }
  };
}
