import type { LearnedRates } from '../learning/winRates.ts';
import type { Handlers } from './edge.ts';

export function rateHandlers(learned: LearnedRates): Pick<Handlers, 'rates:list' | 'rates:reset'> {
  return {
    'rates:list': () => learned.list(),
    'rates:reset': async ({ agentId }) => {
      await learned.reset(agentId);
      return {};
    },
  };
}
