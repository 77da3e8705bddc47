import type { AnswerFailure } from '../../shared/message.ts';
import type { Fault } from '../providers/provider.ts';

export type Attempt = {
  fault: Fault;
  /** True when people have seen text of this answer that came in this attempt. */
  shown: boolean;
  /** How often this model was asked, this attempt included. */
  tries: number;
  retryAfterMs: number | undefined;
};

export type Next =
  | { do: 'again'; waitMs: number }
  | { do: 'next'; skip: 'model' | 'provider' | 'smaller' }
  | { do: 'end' };

const RETRIES = 2;
const LONGEST_WAIT_MS = 10_000;
const BASE_MS = 400;

/**
 * What follows a fault. Passing ones are tried again at the same model, after a wait with jitter (`random` in 0…1);
 * those of a key, of an account or of a host skip the provider; a prompt that is too long only helps a larger model.
 * After text was shown, or where another model would be asked to do what one refused, it ends.
 */
export function nextAttempt(attempt: Attempt, random: number): Next {
  if (attempt.shown) return { do: 'end' };
  const again: Next = { do: 'again', waitMs: backoff(attempt.tries, random) };
  switch (attempt.fault) {
    case 'aborted':
    case 'refused':
    case 'bad-request':
      return { do: 'end' };
    case 'overloaded':
    case 'cut-short':
      return attempt.tries <= RETRIES ? again : { do: 'next', skip: 'model' };
    case 'unreachable':
      return attempt.tries <= RETRIES ? again : { do: 'next', skip: 'provider' };
    case 'timeout':
      return attempt.tries <= 1 ? again : { do: 'next', skip: 'model' };
    case 'rate-limited':
      if (attempt.tries > RETRIES) return { do: 'next', skip: 'model' };
      if (attempt.retryAfterMs === undefined) return again;
      if (attempt.retryAfterMs >= LONGEST_WAIT_MS) return { do: 'next', skip: 'model' };
      return { do: 'again', waitMs: Math.round(attempt.retryAfterMs + BASE_MS * random) };
    case 'bad-key':
    case 'out-of-credit':
      return { do: 'next', skip: 'provider' };
    case 'too-long':
      return { do: 'next', skip: 'smaller' };
    case 'internal':
      return { do: 'next', skip: 'model' };
  }
}

/** 400 ms, 800 ms, … each times 0.5 to 1.5. */
function backoff(tries: number, random: number): number {
  return Math.round(BASE_MS * 2 ** (tries - 1) * (0.5 + random));
}

/** The word for people; what only concerns us is `internal`. */
export function failureOf(fault: Fault): AnswerFailure {
  switch (fault) {
    case 'bad-request':
      return 'internal';
    case 'aborted':
      return 'interrupted';
    default:
      return fault;
  }
}
