import * as z from 'zod/mini';
import { ContactId } from './ids.ts';
import { clean } from './text.ts';

/** Times are milliseconds since 1970; later ones than the year 9999 are refused. */
const Time = z.int().check(z.minimum(0), z.maximum(253_402_300_799_999));

/** What a message sets a date for; its title is the message's text. */
export const NewAppointment = z.object({
  startsAt: Time,
  endsAt: z.nullable(Time),
  /** Whole days, by the calendar of whoever looks. */
  allDay: z.boolean(),
  place: z.string().check(clean, z.trim(), z.maxLength(200)),
  description: z.string().check(clean, z.trim(), z.maxLength(2000)),
});
export type NewAppointment = z.infer<typeof NewAppointment>;

/** Whether somebody comes. */
export const Coming = z.enum(['yes', 'maybe', 'no']);
export type Coming = z.infer<typeof Coming>;

export const Appointment = z.extend(NewAppointment, {
  coming: z.array(z.object({ contactId: ContactId, answer: Coming })),
  cancelled: z.boolean(),
});
export type Appointment = z.infer<typeof Appointment>;
