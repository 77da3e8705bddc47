import type { Runs } from '../runs/runs.ts';
import type { Handlers } from './edge.ts';

type RunHandlers = Pick<Handlers, 'run:stop' | 'run:reroute'>;

export function runHandlers(runs: Pick<Runs, 'stopChat' | 'reroute'>): RunHandlers {
  return {
    'run:stop': async ({ chatId }) => {
      await runs.stopChat(chatId);
      return {};
    },
    'run:reroute': (input, { userId }) => runs.reroute({ ...input, askedBy: userId }),
  };
}
