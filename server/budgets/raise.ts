import { mayRaise, type Standing } from '../../agents/models/budget/scope.ts';
import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import { Refusal } from '../refusal.ts';
import type { Runs } from '../runs/runs.ts';
import { type KeptBudget, limitRun, raiseBudget } from '../store/budgets.ts';
import type { Database } from '../store/database.ts';
import { roleIn } from '../store/members.ts';
import { type AnsweredFor, readAnsweredFor } from '../store/answeredFor.ts';
import { isAdmin } from '../store/users.ts';
import type { Budgets } from './purse.ts';

/** Going on with answers that a budget stopped. */
export interface Raising {
  blocking(userId: string, input: CommandInput<'answer:budgets'>): Promise<CommandOutput<'answer:budgets'>>;
  raise(userId: string, input: CommandInput<'answer:raise'>): Promise<{ version: number }>;
}

type Parts = { database: Pick<Database, 'pool' | 'prisma'>; budgets: Budgets; runs: Pick<Runs, 'retry'> };

export function createRaising({ database: { pool, prisma }, budgets, runs }: Parts): Raising {
  /** What is in the way of who wants to go on, and whether they may raise each. */
  async function stand(userId: string, { chatId, messageId }: { chatId: string; messageId: string }) {
    const answer = await readAnsweredFor(pool, { chatId, messageId });
    if (answer === undefined) throw new Refusal('not-found', 'There is no such answer.', { reason: 'answer' });
    const { agentId, runId } = answer;
    const inTheWay = await budgets.inTheWay({ userId, chatId, agentId, runId });
    const [admin, role] = await Promise.all([isAdmin(prisma, userId), roleIn(pool, chatId, userId)]);
    const standing: Standing = {
      ...{ isAdmin: admin, chatRole: role ?? null },
      ...{ asked: answer.askedBy === userId, madeAgent: false },
    };
    return { answer, inTheWay, may: (budget: KeptBudget) => mayRaise(budget.scopeKind, standing) };
  }

  return {
    async blocking(userId, input) {
      const { inTheWay, may } = await stand(userId, input);
      return { blocking: inTheWay.map(({ scopeKind }) => scopeKind), mayRaise: inTheWay.every(may) };
    },
    async raise(userId, { byMicros, ...input }) {
      const { answer, inTheWay, may } = await stand(userId, input);
      if (!inTheWay.every(may)) {
        throw new Refusal('forbidden', 'Only others may raise what is in the way.', { reason: 'not-yours-to-raise' });
      }
      for (const { scopeKind, scopeId, window } of inTheWay) {
        if (scopeKind === 'run' || window === 'run') continue;
        await raiseBudget(pool, { scope: { kind: scopeKind, id: scopeId }, window, byMicros });
      }
      await budgets.changed();
      const ofRun = inTheWay.find(({ scopeKind }) => scopeKind === 'run');
      const limitMicros = ofRun === undefined ? null : budgets.rules().runLimitMicros;
      const by = answer.choice === null ? {} : { by: answer.choice };
      return runs.retry({ ...input, ...by, mode: modeOf(answer), askedBy: userId }, async (runId) => {
        if (limitMicros !== null) await limitRun(pool, { runId, limitMicros, moreMicros: byMicros });
      });
    },
  };
}

/** What stands there is kept. */
function modeOf({ status }: AnsweredFor): 'continue' | 'again' {
  return status === 'cut' || status === 'stopped' ? 'continue' : 'again';
}
