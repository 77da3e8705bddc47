import * as z from 'zod/mini';

/** The languages in which notifications are worded. */
export const PushLocale = z.enum(['en', 'de']);
export type PushLocale = z.infer<typeof PushLocale>;

/** Where a browser wants to be told, and the keys to encrypt what it is told. */
export const PushTarget = z.object({
  endpoint: z.string().check(z.maxLength(2000), z.regex(/^https:\/\/[^\s]+$/)),
  keys: z.object({
    p256dh: z.string().check(z.regex(/^[\w-]{87}=?$/)),
    auth: z.string().check(z.regex(/^[\w-]{22}(==)?$/)),
  }),
});
export type PushTarget = z.infer<typeof PushTarget>;
