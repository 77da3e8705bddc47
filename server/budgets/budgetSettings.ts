import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import { type BudgetRules, type SpendingRow, WORKSPACE_SCOPE } from '../../shared/budget.ts';
import { mayManage } from '../../shared/memberRights.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import { startOfWindow } from '../../agents/models/budget/window.ts';
import { type KeptBudget, readBudgets, setBudget, setBudgetRules } from '../store/budgets.ts';
import type { Database } from '../store/database.ts';
import { roleIn } from '../store/members.ts';
import { readSpending } from '../store/spending.ts';
import { isAdmin } from '../store/users.ts';
import { type Budgets, stateOf } from './purse.ts';

const DAY_MS = 86_400_000;

/** What people see and set of money. */
export interface BudgetSettings {
  list(userId: string, input: CommandInput<'budget:list'>): Promise<CommandOutput<'budget:list'>>;
  setRules(rules: BudgetRules): Promise<void>;
  set(userId: string, input: CommandInput<'budget:set'>): Promise<void>;
  spending(userId: string, input: CommandInput<'spending:read'>): Promise<SpendingRow[]>;
}

type Parts = { database: Pick<Database, 'pool' | 'prisma'>; budgets: Pick<Budgets, 'changed' | 'rules'> };

export function createBudgetSettings({ database: { pool, prisma }, budgets }: Parts): BudgetSettings {
  const when = () => ({ now: Date.now(), timeZone: budgets.rules().timeZone });
  return {
    async list(userId, { chatId }) {
      if (chatId !== undefined && (await roleIn(pool, chatId, userId)) === undefined) throw noSuchChat();
      const seesAll = chatId === undefined && (await isAdmin(prisma, userId));
      const wanted = ({ scopeKind, scopeId }: KeptBudget) =>
        chatId === undefined
          ? seesAll || scopeKind === 'workspace' || (scopeKind === 'user' && scopeId === userId)
          : scopeKind === 'chat' && scopeId === chatId;
      const kept = await readBudgets(pool, when());
      return { budgets: kept.filter(wanted).flatMap((one) => stateOf(one) ?? []), rules: budgets.rules() };
    },
    async set(userId, { scope, window, limitMicros }) {
      if (scope.kind === 'chat') {
        const role = await roleIn(pool, scope.id, userId);
        if (role === undefined) throw noSuchChat();
        if (!mayManage(role)) {
          throw new Refusal('forbidden', 'Your role in this chat does not allow this.', { reason: 'role' });
        }
        const above = await readBudgets(pool, { ...when(), scopes: [{ kind: 'workspace', id: WORKSPACE_SCOPE }] });
        const most = above.find((one) => one.window === window)?.limitMicros;
        if (most !== undefined && limitMicros !== null && limitMicros > most) {
          throw new Refusal('conflict', 'The workspace allows less than that.', { reason: 'above-workspace' });
        }
      } else if (!(await isAdmin(prisma, userId))) {
        throw new Refusal('forbidden', 'Only admins of the workspace may do this.');
      }
      if (scope.kind === 'workspace' && scope.id !== WORKSPACE_SCOPE) {
        throw new Refusal('not-found', 'There is no such workspace.', { reason: 'scope' });
      }
      await setBudget(pool, { scope, window, limitMicros, ...when() });
      await budgets.changed();
    },
    async setRules(rules) {
      if (!isTimeZone(rules.timeZone)) {
        throw new Refusal('bad-input', 'There is no such time zone.', { reason: 'time-zone' });
      }
      await setBudgetRules(pool, rules, Date.now());
      await budgets.changed();
    },
    async spending(userId, { days }) {
      const { now, timeZone } = when();
      const since = new Date(startOfWindow('day', now - (days - 1) * DAY_MS, timeZone));
      return readSpending(pool, { since, timeZone, userId: (await isAdmin(prisma, userId)) ? null : userId });
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
