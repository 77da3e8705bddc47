import type { BudgetSettings } from '../budgets/budgetSettings.ts';
import type { Handlers } from './edge.ts';

type BudgetHandlers = Pick<Handlers, 'budget:list' | 'budget:set' | 'spending:read'>;

export function budgetHandlers(settings: BudgetSettings): BudgetHandlers {
  return {
    'budget:list': async (input, { userId }) => ({ budgets: await settings.list(userId, input) }),
    'budget:set': async (input, { userId }) => {
      await settings.set(userId, input);
      return {};
    },
    'spending:read': async (input, { userId }) => ({ rows: await settings.spending(userId, input) }),
  };
}
