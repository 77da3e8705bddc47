import * as z from 'zod/mini';

/**
 * What a yes to a call needs, all of it: that of who asked the agent, of somebody who manages the chat, of one of the
 * two, and of so many people.
 */
export const Terms = z.object({
  requester: z.boolean(),
  admin: z.boolean(),
  either: z.boolean(),
  people: z.int().check(z.minimum(1)),
});
export type Terms = z.infer<typeof Terms>;

export const EITHER: Terms = { requester: false, admin: false, either: true, people: 1 };
export const REQUESTER: Terms = { requester: true, admin: false, either: false, people: 1 };
