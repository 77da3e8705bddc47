import * as z from 'zod/mini';
import { Preferences } from '../preferences.ts';
import { PushLocale, PushTarget } from '../push.ts';
import { Nothing, Version } from './common.ts';

/** What a person wants to be told of, and where. */
export const notificationCommands = {
  'preferences:set': { input: z.partial(z.omit(Preferences, { blocked: true })), output: Version },
  /** The public key by which browsers know this server. */
  'push:key': { input: z.object({}), output: z.object({ key: z.string() }) },
  /** From now on this browser is told, in the name of the session that asks, until that ends. */
  'push:subscribe': { input: z.extend(PushTarget, { locale: PushLocale }), output: Nothing },
  'push:unsubscribe': { input: z.pick(PushTarget, { endpoint: true }), output: Nothing },
} as const;
