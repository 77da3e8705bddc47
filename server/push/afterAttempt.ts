/** What a push service answered; `status` 0 where there was no answer. */
export type Answer = { status: number; retryAfter: string | undefined };

export type Next = { kind: 'done' } | { kind: 'gone' } | { kind: 'again'; inMs: number } | { kind: 'given-up' };

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 2_000;
/** What is told later than this is no news any more. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** What follows from the answer to the `attempt`th attempt (the first is 1) to deliver a notice. */
export function afterAttempt({ status, retryAfter }: Answer, attempt: number, now: number): Next {
  if (status >= 200 && status < 300) return { kind: 'done' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  const passes = status === 0 || status === 408 || status === 429 || status >= 500;
  if (!passes || attempt >= ATTEMPTS) return { kind: 'given-up' };
  const inMs = Math.max(FIRST_WAIT_MS * 4 ** (attempt - 1), waitOf(retryAfter, now));
  return inMs > LONGEST_WAIT_MS ? { kind: 'given-up' } : { kind: 'again', inMs };
}

/** Retry-After is a number of seconds or a date. */
function waitOf(retryAfter: string | undefined, now: number): number {
  if (retryAfter === undefined) return 0;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? 0 : date - now;
}
