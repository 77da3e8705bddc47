import type { Runs } from '../runs/runs.ts';
import type { Handlers } from './edge.ts';

type AnswerHandlers = Pick<Handlers, 'answer:stop' | 'answer:retry'>;

export function answerHandlers(runs: Pick<Runs, 'stopAnswer' | 'retry'>): AnswerHandlers {
  return {
    'answer:stop': async (input) => {
      await runs.stopAnswer(input);
      return {};
    },
    'answer:retry': (input, { userId }) => runs.retry({ ...input, askedBy: userId }),
  };
}
