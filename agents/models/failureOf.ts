import type { AnswerFailure } from '../../shared/message.ts';
import type { Fault } from '../providers/provider.ts';

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
