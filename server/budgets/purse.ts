import type { Logger } from 'pino';
import type { Money } from '../../agents/models/budget/cheaperTier.ts';
import type { Purse, Spender } from '../../agents/models/budget/withBudget.ts';
import { type BudgetRules, type BudgetState, WORKSPACE_SCOPE } from '../../shared/budget.ts';
import type { Bus } from '../bus/bus.ts';
import type { Tell } from '../chat/tell.ts';
import {
  expireReservations,
  type KeptBudget,
  limitRun,
  readBudgetRules,
  readBudgets,
  readRaisers,
  reserveBudgets,
  settleBudgets,
  type SpendScope,
} from '../store/budgets.ts';
import type { Database } from '../store/database.ts';

const CHANGED = 'budgets:changed';
/** Above what a call may last. */
const LASTS_MS = 1_800_000;
const SWEEP_EVERY_MS = 60_000;
const WARN_PERCENT = 80;

export type Budgets = Purse & {
  /** A limit was set or taken away here. */
  changed(): Promise<void>;
  rules(): BudgetRules;
  /** Budgets that refused such a spender's last call and still would. */
  inTheWay(spender: Spender): Promise<KeptBudget[]>;
  close(): void;
};

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  bus: Bus;
  logger: Pick<Logger, 'info' | 'error'>;
  now?: () => number;
  tell?: Pick<Tell, 'budgetWarned'>;
};

/** The budgets of the workspace. Which scopes have one is known in each process, so that most calls ask nobody. */
export async function openBudgets({ database, bus, logger, now = Date.now, tell }: Parts): Promise<Budgets> {
  const { pool, prisma } = database;
  let limited: ReadonlySet<string> = new Set();
  let rules: BudgetRules = { timeZone: 'UTC', runLimitMicros: null };
  /** Runs whose budget was begun. */
  let begun = new Set<string>();

  const when = () => ({ now: now(), timeZone: rules.timeZone });

  async function load(): Promise<void> {
    rules = await readBudgetRules(prisma);
    const budgets = await readBudgets(pool, when());
    limited = new Set(budgets.map(({ scopeKind, scopeId }) => `${scopeKind}/${scopeId}`));
  }
  function reload(): void {
    load().catch((error: unknown) => logger.error({ err: error }, 'the budgets could not be read'));
  }
  function sweep(): void {
    if (limited.size === 0 && rules.runLimitMicros === null && begun.size === 0) return;
    begun = new Set();
    expireReservations(pool, now()).catch((error: unknown) => {
      logger.error({ err: error }, 'what dead processes had set aside could not be freed');
    });
  }

  await load();
  const stops = [bus.subscribe(CHANGED, reload), bus.onResumed(reload)];
  const timer = setInterval(sweep, SWEEP_EVERY_MS).unref();
  const limiting = (spender: Spender) =>
    scopesOf(spender).filter(({ kind, id }) =>
      kind === 'run' ? rules.runLimitMicros !== null : limited.has(`${kind}/${id}`),
    );

  async function beginRun(runId: string | null): Promise<void> {
    if (runId === null || rules.runLimitMicros === null || begun.has(runId)) return;
    await limitRun(pool, { runId, limitMicros: rules.runLimitMicros });
    begun.add(runId);
  }

  return {
    limits: (spender) => limiting(spender).length > 0,
    async money(spender) {
      const scopes = limiting(spender);
      if (scopes.length === 0) return null;
      try {
        await beginRun(spender.runId);
        return moneyIn(await readBudgets(pool, { ...when(), scopes }));
      } catch (error) {
        // Whoever sets money aside for the call is asked anew, and may refuse.
        logger.error({ err: error, ...spender }, 'what budgets leave could not be read');
        return null;
      }
    },
    async reserve(callId, spender, micros) {
      await beginRun(spender.runId);
      const refused = await reserveBudgets(pool, {
        ...{ callId, micros, scopes: limiting(spender) },
        ...{ ...when(), lastsMs: LASTS_MS },
      });
      if (refused !== undefined) logger.info({ budget: refused, ...spender }, 'a budget refused a call');
      return refused === undefined;
    },
    async settle(callId, micros) {
      for (const warned of await settleBudgets(pool, { callId, micros, ...when() })) {
        logger.info({ budget: warned }, 'most of a budget is spent');
        const state = stateOf(warned);
        if (state !== null) tell?.budgetWarned(await readRaisers(pool, state.scope), state);
      }
    },
    rules: () => rules,
    async inTheWay(spender) {
      const budgets = await readBudgets(pool, { ...when(), scopes: scopesOf(spender) });
      return budgets.filter(({ refusedMicros, ...budget }) => refusedMicros !== null && roomIn(budget) < refusedMicros);
    },
    async changed() {
      await load();
      bus.publish(CHANGED, {});
    },
    close() {
      clearInterval(timer);
      for (const stop of stops) stop();
    },
  };
}

function roomIn({ limitMicros, spentMicros, reservedMicros }: Omit<KeptBudget, 'refusedMicros'>): number {
  return limitMicros - spentMicros - reservedMicros;
}

function moneyIn(budgets: readonly KeptBudget[]): Money | null {
  if (budgets.length === 0) return null;
  return { roomMicros: Math.max(0, Math.min(...budgets.map(roomIn))), warned: budgets.some(isWarned) };
}

/** Whether so much of it is spent that people are told. */
function isWarned({ spentMicros, limitMicros }: Pick<KeptBudget, 'spentMicros' | 'limitMicros'>): boolean {
  return spentMicros > 0 && spentMicros * 100 >= limitMicros * WARN_PERCENT;
}

/** What people see of it; null for a run's, which is its own. */
export function stateOf({ scopeKind, scopeId, window, endsAt, ...kept }: KeptBudget): BudgetState | null {
  if (scopeKind === 'run' || window === 'run' || endsAt === null) return null;
  const { limitMicros, spentMicros, reservedMicros } = kept;
  const scope = { kind: scopeKind, id: scopeId };
  return { scope, window, limitMicros, spentMicros, reservedMicros, warned: isWarned(kept), endsAt: endsAt.getTime() };
}

function scopesOf({ userId, chatId, agentId, runId }: Spender): SpendScope[] {
  return [
    ...(runId === null ? [] : [{ kind: 'run', id: runId } as const]),
    { kind: 'chat', id: chatId },
    { kind: 'agent', id: agentId },
    { kind: 'user', id: userId },
    { kind: 'workspace', id: WORKSPACE_SCOPE },
  ];
}
