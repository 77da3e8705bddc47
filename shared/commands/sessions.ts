import * as z from 'zod/mini';
import { Id } from '../ids.ts';
import { SignedInDevice } from '../session.ts';
import { Nothing } from './common.ts';

/** What people may ask of where they are signed in. */
export const sessionCommands = {
  'session:list': { input: Nothing, output: z.object({ sessions: z.array(SignedInDevice) }) },
  /** Signs out one's other devices: one of them or, with null, all. The one that asks stays. */
  'session:end': { input: z.object({ sessionId: z.nullable(Id) }), output: Nothing },
} as const;
