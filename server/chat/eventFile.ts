import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Message } from '../../shared/message.ts';

type Dated = Pick<Message, 'id' | 'version' | 'text' | 'createdAt' | 'editedAt'> & {
  appointment: NonNullable<Message['appointment']>;
};

const DAY_MS = 86_400_000;

/**
 * An appointment as a file that calendars take in (RFC 5545). Taken in again it replaces what was there. Whole days are
 * those of the times in UTC, the last of them included.
 */
export function eventFile({ id, version, text, createdAt, appointment }: Dated): string {
  const { startsAt, endsAt, allDay, place, description, cancelled } = appointment;
  const end = allDay ? (endsAt ?? startsAt) + DAY_MS : endsAt;
  const calendar = ical({ prodId: { company: 'Waggle', product: 'Waggle' }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `${id}@waggle`,
    stamp: new Date(createdAt),
    sequence: version,
    start: new Date(startsAt),
    end: end === null ? null : new Date(end),
    allDay,
    timezone: 'UTC',
    summary: oneKindOfBreak(text),
    location: place === '' ? null : { title: oneKindOfBreak(place) },
    description: description === '' ? null : oneKindOfBreak(description),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}

/** A carriage return alone would begin another line of the file. */
function oneKindOfBreak(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
