import type { Choices } from '../runs/choices.ts';
import type { Runs } from '../runs/runs.ts';
import type { Handlers } from './edge.ts';

type RunHandlers = Pick<Handlers, 'run:stop' | 'run:reroute' | 'run:list' | 'run:read' | 'answer:choices'>;

export function runHandlers(runs: Pick<Runs, 'stopChat' | 'reroute' | 'list' | 'read'>, choices: Choices): RunHandlers {
  return {
    'run:stop': async ({ chatId }) => {
      await runs.stopChat(chatId);
      return {};
    },
    'run:list': (input) => runs.list(input),
    'run:read': (input) => runs.read(input),
    'answer:choices': (input, { userId }) => choices(userId, input),
    'run:reroute': (input, { userId }) => runs.reroute({ ...input, askedBy: userId }),
  };
}
