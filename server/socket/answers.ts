import type { Runs } from '../runs/runs.ts';
import type { Handlers } from './edge.ts';

type AnswerHandlers = Pick<
  Handlers,
  | 'answer:stop'
  | 'answer:retry'
  | 'answer:steer'
  | 'answer:pass'
  | 'call:read'
  | 'thought:read'
  | 'call:decide'
  | 'call:answer'
>;

export function answerHandlers(
  runs: Pick<Runs, 'stopAnswer' | 'retry' | 'steer' | 'goOn' | 'readCall' | 'readThought' | 'decide' | 'answer'>,
): AnswerHandlers {
  return {
    'answer:stop': async (input) => {
      await runs.stopAnswer(input);
      return {};
    },
    'answer:retry': (input, { userId }) => runs.retry({ ...input, askedBy: userId }),
    'answer:steer': (input, { userId }) => runs.steer({ ...input, userId }),
    'answer:pass': (input, { userId }) => runs.goOn({ ...input, userId }),
    'call:read': (input) => runs.readCall(input),
    'thought:read': (input) => runs.readThought(input),
    'call:answer': async (input, { userId }) => {
      await runs.answer(userId, input);
      return {};
    },
    'call:decide': (input, { userId }) => runs.decide(userId, input),
  };
}
