import * as z from 'zod/mini';
import { Calendar, CalendarColour } from '../calendar.ts';
import { Id } from '../ids.ts';
import { clean, cleanedName } from '../text.ts';
import { Nothing } from './common.ts';

const Name = z.string().check(cleanedName, z.minLength(1), z.maxLength(60));
const Address = z
  .string()
  .check(clean, z.trim(), z.minLength(1), z.maxLength(2_000), z.regex(/^(https?|webcals?):\/\/[^\s]+$/i));

const One = z.object({ calendar: Calendar });

/** What people may ask of the calendars they have subscribed to: everybody of their own. */
export const calendarCommands = {
  'calendar:list': { input: Nothing, output: z.object({ calendars: z.array(Calendar) }) },
  /** Fetches it at once. */
  'calendar:add': { input: z.object({ name: Name, colour: CalendarColour, address: Address }), output: One },
  'calendar:update': {
    input: z.object({ calendarId: Id, name: z.optional(Name), colour: z.optional(CalendarColour) }),
    output: One,
  },
  'calendar:remove': { input: z.object({ calendarId: Id }), output: Nothing },
  'calendar:refresh': { input: z.object({ calendarId: Id }), output: One },
} as const;
