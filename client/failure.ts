import type { Failure } from '../shared/reply.ts';

/** Nobody could be asked, or no answer came. */
export function unavailable(message: string): Failure {
  return { ok: false, code: 'unavailable', message };
}

/** The answer is not of the contract. */
export function unreadable(what: string): Failure {
  return { ok: false, code: 'internal', message: `The answer to ${what} could not be read.` };
}
