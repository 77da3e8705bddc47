import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { expandCalendar } from './expand.ts';
import { CalendarText, Range } from './occurrence.ts';

/** Reads calendars one after the other and tells of each, in a thread that may be ended at any time. */
const { calendars, range } = z.object({ calendars: z.array(CalendarText), range: Range }).parse(workerData);
for (const calendar of calendars) parentPort?.postMessage(expandCalendar(calendar, range));
