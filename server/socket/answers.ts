import type { Runs } from '../runs/runs.ts';
import type { Handlers } from './edge.ts';

type AnswerHandlers = Pick<Handlers, 'answer:stop' | 'answer:retry' | 'call:read' | 'call:decide'>;

export function answerHandlers(runs: Pick<Runs, 'stopAnswer' | 'retry' | 'readCall' | 'decide'>): AnswerHandlers {
  return {
    'answer:stop': async (input) => {
      await runs.stopAnswer(input);
      return {};
    },
    'answer:retry': (input, { userId }) => runs.retry({ ...input, askedBy: userId }),
    'call:read': (input) => runs.readCall(input),
    'call:decide': (input, { userId }) => runs.decide(userId, input),
  };
}
