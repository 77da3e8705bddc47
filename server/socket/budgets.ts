import type { BudgetSettings } from '../budgets/budgetSettings.ts';
import type { Raising } from '../budgets/raise.ts';
import type { Handlers } from './edge.ts';

type BudgetHandlers = Pick<
  Handlers,
  'budget:list' | 'budget:set' | 'budget:rules' | 'answer:budgets' | 'answer:raise' | 'spending:read'
>;

export function budgetHandlers(settings: BudgetSettings, raising: Raising): BudgetHandlers {
  return {
    'budget:list': (input, { userId }) => settings.list(userId, input),
    'budget:set': async (input, { userId }) => {
      await settings.set(userId, input);
      return {};
    },
    'budget:rules': async (rules) => {
      await settings.setRules(rules);
      return {};
    },
    'answer:budgets': (input, { userId }) => raising.blocking(userId, input),
    'answer:raise': (input, { userId }) => raising.raise(userId, input),
    'spending:read': async (input, { userId }) => ({ rows: await settings.spending(userId, input) }),
  };
}
