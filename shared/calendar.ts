import * as z from 'zod/mini';
import { AGENT_COLOURS } from './agentLooks.ts';
import { Id } from './ids.ts';

/** Why a calendar could not be fetched the last time. */
export const CalendarFailure = z.enum([
  'refused',
  'denied',
  'not-found',
  'unreachable',
  'timeout',
  'too-large',
  'no-calendar',
  'unreadable-key',
]);
export type CalendarFailure = z.infer<typeof CalendarFailure>;

export const CalendarColour = z.enum(AGENT_COLOURS);
export type CalendarColour = z.infer<typeof CalendarColour>;

/** A calendar that a person has subscribed to; its address stays on the server. */
export const Calendar = z.object({
  id: Id,
  name: z.string(),
  colour: CalendarColour,
  /** Where it is, and what its address ends in. */
  host: z.string(),
  hint: z.string(),
  /** Of the copy that is used; null where there is none yet. */
  fetchedAt: z.nullable(z.int()),
  failure: z.nullable(CalendarFailure),
});
export type Calendar = z.infer<typeof Calendar>;
