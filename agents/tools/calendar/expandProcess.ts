import * as z from 'zod';
import { expandCalendar } from './expand.ts';
import { CalendarText, Range } from './occurrence.ts';

const Input = z.object({ calendars: z.array(CalendarText), range: Range });

// Reads calendars one after the other and tells of each, in a process that may be ended at any time.
process.on('disconnect', () => process.exit());
process.once('message', (message: unknown) => {
  const { calendars, range } = Input.parse(message);
  for (const calendar of calendars) {
    process.send?.(expandCalendar(calendar, { ...range, zone: calendar.zone ?? range.zone }));
  }
});
