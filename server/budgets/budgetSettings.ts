import type { CommandInput } from '../../shared/command.ts';
import { type BudgetState, type SpendingRow, WORKSPACE_SCOPE } from '../../shared/budget.ts';
import { mayManage } from '../../shared/memberRights.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import { type KeptBudget, readBudgets, setBudget } from '../store/budgets.ts';
import type { Database } from '../store/database.ts';
import { roleIn } from '../store/members.ts';
import { readSpending } from '../store/spending.ts';
import { isAdmin } from '../store/users.ts';
import type { Budgets } from './purse.ts';

const DAY_MS = 86_400_000;
const WARN_PERCENT = 80;

/** What people see and set of money. */
export interface BudgetSettings {
  list(userId: string, input: CommandInput<'budget:list'>): Promise<BudgetState[]>;
  set(userId: string, input: CommandInput<'budget:set'>): Promise<void>;
  spending(userId: string, input: CommandInput<'spending:read'>): Promise<SpendingRow[]>;
}

type Parts = { database: Pick<Database, 'pool' | 'prisma'>; budgets: Pick<Budgets, 'changed'> };

export function createBudgetSettings({ database: { pool, prisma }, budgets }: Parts): BudgetSettings {
  return {
    async list(userId, { chatId }) {
      if (chatId !== undefined && (await roleIn(pool, chatId, userId)) === undefined) throw noSuchChat();
      const seesAll = chatId === undefined && (await isAdmin(prisma, userId));
      const wanted = ({ scopeKind, scopeId }: KeptBudget) =>
        chatId === undefined
          ? seesAll || scopeKind === 'workspace' || (scopeKind === 'user' && scopeId === userId)
          : scopeKind === 'chat' && scopeId === chatId;
      return (await readBudgets(pool, Date.now())).filter(wanted).map(stateOf);
    },
    async set(userId, { scope, window, limitMicros }) {
      if (scope.kind === 'chat') {
        const role = await roleIn(pool, scope.id, userId);
        if (role === undefined) throw noSuchChat();
        if (!mayManage(role)) {
          throw new Refusal('forbidden', 'Your role in this chat does not allow this.', { reason: 'role' });
        }
      } else if (!(await isAdmin(prisma, userId))) {
        throw new Refusal('forbidden', 'Only admins of the workspace may do this.');
      }
      if (scope.kind === 'workspace' && scope.id !== WORKSPACE_SCOPE) {
        throw new Refusal('not-found', 'There is no such workspace.', { reason: 'scope' });
      }
      await setBudget(pool, { scope, window, limitMicros, now: Date.now() });
      await budgets.changed();
    },
    async spending(userId, { days }) {
      const today = new Date(new Date().toISOString().slice(0, 10)).getTime();
      const since = new Date(today - (days - 1) * DAY_MS);
      return readSpending(pool, { since, userId: (await isAdmin(prisma, userId)) ? null : userId });
    },
  };
}

function stateOf(kept: KeptBudget): BudgetState {
  const { scopeKind, scopeId, endsAt, ...rest } = kept;
  const warned = kept.spentMicros > 0 && kept.spentMicros * 100 >= kept.limitMicros * WARN_PERCENT;
  return { ...rest, scope: { kind: scopeKind, id: scopeId }, warned, endsAt: endsAt.getTime() };
}
