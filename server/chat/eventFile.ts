import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import type { Message } from '../../shared/message.ts';

type Dated = Pick<Message, 'id' | 'version' | 'text' | 'createdAt'> & {
  appointment: Omit<NonNullable<Message['appointment']>, 'coming'>;
};

/** As which it goes to somebody by mail. */
export type Invites = {
  method: 'REQUEST' | 'CANCEL';
  organizer: { name: string; address: string };
  attendee: string;
};

const DAY_MS = 86_400_000;

/**
 * An appointment as a file that calendars take in (RFC 5545). Taken in again it replaces what was there. Whole days are
 * those of the times in UTC, the last of them included.
 */
export function eventFile({ id, version, text, createdAt, appointment }: Dated, invites?: Invites): string {
  const { startsAt, endsAt, allDay, place, description, cancelled } = appointment;
  const end = allDay ? (endsAt ?? startsAt) + DAY_MS : endsAt;
  const method = ICalCalendarMethod[invites?.method ?? 'PUBLISH'];
  const calendar = ical({ prodId: { company: 'Waggle', product: 'Waggle' }, method });
  const event = calendar.createEvent({
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
  if (invites !== undefined) {
    const { organizer, attendee } = invites;
    event.organizer({ name: parameter(organizer.name) || organizer.address, email: organizer.address });
    // Nobody here reads the answers that calendars send.
    event.createAttendee({
      email: attendee,
      rsvp: false,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.NEEDSACTION,
      type: ICalAttendeeType.INDIVIDUAL,
    });
  }
  return calendar.toString();
}

/** A parameter takes no quotes, and ends with the line. */
function parameter(text: string): string {
  return text.replace(/["\p{Cc}]/gu, ' ').trim();
}

/** A carriage return alone would begin another line of the file. */
function oneKindOfBreak(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
