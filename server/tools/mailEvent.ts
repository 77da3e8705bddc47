import type { MailEvent, NamedEvent } from '../../agents/tools/event/mailEvent.ts';
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
  async function found({ title, startsAt }: NamedEvent) {
    const [messageId, another] = await findEvents(pool, { chatId, title, startsAt, madeFor: askedBy });
    if (messageId === undefined) return { kind: 'no-event' } as const;
    // What people say yes to names no more of it than that.
    return another === undefined ? ({ kind: 'one', messageId } as const) : ({ kind: 'several' } as const);
  }

  async function wantingOf(messageId: string): Promise<readonly string[]> {
    return (await mailing.read(askedBy, { chatId, messageId })).wanting;
  }

  return {
    async meant(named, names) {
      const event = await found(named);
      if (event.kind !== 'one') return event;
      const { people } = await calendarPeople(pool, chatId);
      const asker = people.find(({ id }) => id === askedBy);
      if (asker === undefined) return { kind: 'not-allowed' };
      try {
        const wanting = await wantingOf(event.messageId);
        const meant = whoIsMeant(names, people, asker);
        const unwanted = meant.people.filter(({ id }) => !wanting.includes(id)).map(({ name }) => name);
        const unclear = [...meant.unclear, ...unwanted];
        if (unclear.length > 0) {
          const wants = people.filter(({ id }) => wanting.includes(id)).map(({ name }) => name);
          return { kind: 'unclear', names: unclear, wanting: wants };
        }
        return {
          kind: 'clear',
          messageId: event.messageId,
          people: meant.people.map(({ id, name }) => ({ id, name })),
        };
      } catch (error) {
        if (error instanceof Refusal) return { kind: 'not-allowed' };
        throw error;
      }
    },
    async send({ messageId, people, language, ...named }) {
      const event = await found(named);
      if (event.kind !== 'one') return event;
      if (event.messageId !== messageId) return { kind: 'no-event' };
      const contactIds = people.map(({ id }) => id);
      try {
        await mailing.invite(askedBy, { chatId, messageId, contactIds, addresses: [], language });
        return { kind: 'sending' };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.reason === 'mails') return { kind: 'too-many' };
        if (error.reason !== 'mail-unwanted') return { kind: 'not-allowed' };
        const wanting = await wantingOf(messageId);
        return { kind: 'gone', names: people.filter(({ id }) => !wanting.includes(id)).map(({ name }) => name) };
      }
    },
  };
}
