import * as z from 'zod';

/** One time that an event takes place, in milliseconds since 1970; whole days begin and end at midnight of the person's zone. */
export const Occurrence = z.object({
  title: z.string(),
  place: z.string(),
  start: z.number(),
  end: z.number(),
  allDay: z.boolean(),
  /** Whether it keeps its owner from anything else. */
  busy: z.boolean(),
});
export type Occurrence = z.infer<typeof Occurrence>;

/** What a calendar holds in a range, in order; `notes` say what could not be read or was left out. */
export const Expansion = z.object({ occurrences: z.array(Occurrence), notes: z.array(z.string()) });
export type Expansion = z.infer<typeof Expansion>;

/** From the one instant to before the other; `zone` is that of times which name none. */
export const Range = z.object({ from: z.number(), to: z.number(), zone: z.string() });
export type Range = z.infer<typeof Range>;

/** A calendar as it was fetched; its `zone` goes before that of the range. */
export const CalendarText = z.object({ name: z.string(), ics: z.string(), zone: z.optional(z.string()) });
export type CalendarText = z.infer<typeof CalendarText>;
