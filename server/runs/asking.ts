import type { AskedCall } from '../../agents/run/loop/ports.ts';
import type { Asking } from '../../shared/policy.ts';
import { EITHER, REQUESTER, type Terms } from '../../shared/terms.ts';

type About = Pick<AskedCall, 'effect' | 'personal' | 'tainted' | 'unseen'>;

/**
 * Whose yes a call needs; null where it is done at once. What is for the person alone who asked is theirs to answer.
 * What only reads is asked about where words from outside were read, and it would ask an address that nobody had named.
 * What changes something is asked about as the policies say, and always once such words were read.
 */
export function termsFor(
  { effect, personal, tainted, unseen }: About,
  { ask, terms }: Asking,
  before: boolean,
): Terms | null {
  if (personal) return REQUESTER;
  if (effect === 'read') return tainted && unseen.length > 0 ? EITHER : null;
  if (tainted || ask === 'always') return terms;
  return ask === 'never' || before ? null : terms;
}
