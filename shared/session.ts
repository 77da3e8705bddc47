import * as z from 'zod/mini';
import { Id } from './ids.ts';

/** What a browser says of itself, as far as it can be recognised; empty where it can not. */
export const Device = z.object({
  kind: z.enum(['phone', 'tablet', 'computer', 'unknown']),
  browser: z.string(),
  system: z.string(),
});
export type Device = z.infer<typeof Device>;

/** Where a person is signed in. */
export const SignedInDevice = z.object({
  id: Id,
  device: Device,
  /** To about an hour; the present where it is connected. */
  lastSeenAt: z.int(),
  createdAt: z.int(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SignedInDevice = z.infer<typeof SignedInDevice>;
