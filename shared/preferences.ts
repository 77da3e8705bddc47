import * as z from 'zod/mini';
import { ContactId } from './ids.ts';
import { clean } from './text.ts';

/** Minutes since midnight. */
const TimeOfDay = z.int().check(z.minimum(0), z.maximum(1439));

const TimeZone = z.string().check(clean, z.minLength(1), z.maxLength(64));

/** What a person wants everywhere, on all their devices. */
export const Preferences = z.object({
  /** A sound for messages that come while the app is shown. */
  sounds: z.boolean(),
  /** Whether pushed notifications say what was written, or only that something was. */
  pushText: z.boolean(),
  /** Whether an agent that has done its work is pushed. */
  pushAgents: z.boolean(),
  /** No notification between these times; null for never. May span midnight. */
  quiet: z.nullable(z.object({ from: TimeOfDay, to: TimeOfDay, timeZone: TimeZone })),
  /** IANA, of the place the person is at: what "tomorrow at nine" means to the agents; absent until a device has said. */
  timeZone: z.optional(TimeZone),
  /** Whether agents that others ask may see when the person is busy, and nothing else of their calendars; not so if absent. */
  shareBusy: z.optional(z.boolean()),
  /** Invitations to events come by mail too, where whoever makes them sends some; not so if absent. */
  eventMail: z.optional(z.boolean()),
  /** People whose direct messages are refused and whose messages in groups are folded. */
  blocked: z.array(ContactId).check(z.maxLength(1000)),
});
export type Preferences = z.infer<typeof Preferences>;

export const defaultPreferences: Preferences = {
  sounds: true,
  pushText: true,
  pushAgents: true,
  quiet: null,
  blocked: [],
};
