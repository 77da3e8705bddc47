import * as z from 'zod/mini';

/** What a command or a route can answer when it does not do what was asked; closed, so that clients can decide. */
export const ErrorCode = z.enum([
  'bad-input',
  'signed-out',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'rate-limited',
  'protocol',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const Failure = z.object({
  ok: z.literal(false),
  code: ErrorCode,
  /** Plain English for logs and as a fallback; the interface words the code in the person's language. */
  message: z.string(),
  /** Which of several cases of this code it is (`invite-expired`, `id-reused` …), for a more exact sentence. */
  reason: z.optional(z.string()),
  retryAfterMs: z.optional(z.number()),
});
export type Failure = z.infer<typeof Failure>;

export type Reply<T> = { ok: true; data: T } | Failure;

/** Codes after which the same command may succeed later without a change by the person. */
export function isPassing(code: ErrorCode): boolean {
  return code === 'unavailable' || code === 'rate-limited' || code === 'internal';
}
