import type { Logger } from 'pino';
import type { Purse, Spender } from '../../agents/models/budget/withBudget.ts';
import { type BudgetScope, WORKSPACE_SCOPE } from '../../shared/budget.ts';
import type { Bus } from '../bus/bus.ts';
import { expireReservations, readBudgets, reserveBudgets, settleBudgets } from '../store/budgets.ts';
import type { Database } from '../store/database.ts';

const CHANGED = 'budgets:changed';
/** Above what a call may last. */
const LASTS_MS = 1_800_000;
const SWEEP_EVERY_MS = 60_000;

export type Budgets = Purse & {
  /** A limit was set or taken away here. */
  changed(): Promise<void>;
  close(): void;
};

type Parts = { pool: Database['pool']; bus: Bus; logger: Pick<Logger, 'info' | 'error'>; now?: () => number };

/** The budgets of the workspace. Which scopes have one is known in each process, so that most calls ask nobody. */
export async function openBudgets({ pool, bus, logger, now = Date.now }: Parts): Promise<Budgets> {
  let limited: ReadonlySet<string> = new Set();

  async function load(): Promise<void> {
    const budgets = await readBudgets(pool, now());
    limited = new Set(budgets.map(({ scopeKind, scopeId }) => `${scopeKind}/${scopeId}`));
  }
  function reload(): void {
    load().catch((error: unknown) => logger.error({ err: error }, 'the budgets could not be read'));
  }
  function sweep(): void {
    if (limited.size === 0) return;
    expireReservations(pool, now()).catch((error: unknown) => {
      logger.error({ err: error }, 'what dead processes had set aside could not be freed');
    });
  }

  await load();
  const stops = [bus.subscribe(CHANGED, reload), bus.onResumed(reload)];
  const timer = setInterval(sweep, SWEEP_EVERY_MS).unref();
  const limiting = (spender: Spender) => scopesOf(spender).filter(({ kind, id }) => limited.has(`${kind}/${id}`));

  return {
    limits: (spender) => limited.size > 0 && limiting(spender).length > 0,
    async reserve(callId, spender, micros) {
      const refused = await reserveBudgets(pool, {
        ...{ callId, micros, scopes: limiting(spender) },
        ...{ now: now(), lastsMs: LASTS_MS },
      });
      if (refused !== undefined) logger.info({ budget: refused, ...spender }, 'a budget refused a call');
      return refused === undefined;
    },
    async settle(callId, micros) {
      for (const warned of await settleBudgets(pool, { callId, micros, now: now() })) {
        logger.info({ budget: warned }, 'most of a budget is spent');
      }
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

function scopesOf({ userId, chatId, agentId }: Spender): BudgetScope[] {
  return [
    { kind: 'chat', id: chatId },
    { kind: 'agent', id: agentId },
    { kind: 'user', id: userId },
    { kind: 'workspace', id: WORKSPACE_SCOPE },
  ];
}
