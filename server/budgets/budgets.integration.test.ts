import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Spender } from '../../agents/models/budget/withBudget.ts';
import { createScripted, type ScriptStep } from '../../agents/providers/scripted.ts';
import type { BudgetScope, BudgetWindow } from '../../shared/budget.ts';
import { newId } from '../../shared/ids.ts';
import { type BusLine, createInProcessBus } from '../bus/inProcessBus.ts';
import { Refusal } from '../refusal.ts';
import { prepareDatabase, prepareGround } from '../runs/testing/ground.ts';
import { engineWith, type TestServer } from '../runs/testing/server.ts';
import { seed } from '../runs/testing/workspace.ts';
import {
  expireReservations,
  limitRun,
  raiseBudget,
  readBudgets,
  reserveBudgets,
  setBudget,
  settleBudgets,
} from '../store/budgets.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { createBudgetSettings } from './budgetSettings.ts';
import { createRaising } from './raise.ts';
import { type Budgets, openBudgets } from './purse.ts';

const logger = pino({ level: 'silent' });
const DAY = 86_400_000;
const UTC = { timeZone: 'UTC' };
const NOON = Date.parse('2026-11-21T12:00:00Z');

describe.each(poolForms)('budgets, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'kept', () => {
    const db = prepareDatabase({ open });
    beforeEach(() => db.pool.query('delete from budget'));

    const chat: BudgetScope = { kind: 'chat', id: 'c' };
    const all: BudgetScope[] = [
      chat,
      { kind: 'agent', id: 'a' },
      { kind: 'user', id: 'u' },
      { kind: 'workspace', id: 'workspace' },
    ];
    const set = (scope: BudgetScope, window: BudgetWindow, limitMicros: number | null, now = NOON) =>
      setBudget(db.pool, { scope, window, limitMicros, now, ...UTC });
    const reserve = (micros: number, more: { callId?: string; scopes?: BudgetScope[]; now?: number } = {}) =>
      reserveBudgets(db.pool, { callId: newId(), scopes: all, now: NOON, ...UTC, lastsMs: 1_000, micros, ...more });
    const settle = (callId: string, micros: number | null, now = NOON) =>
      settleBudgets(db.pool, { callId, micros, now, ...UTC });
    const stand = async (now = NOON) =>
      Object.fromEntries(
        (await readBudgets(db.pool, { now, ...UTC })).map((one) => [
          `${one.scopeKind}/${one.window}`,
          [one.limitMicros, one.spentMicros, one.reservedMicros],
        ]),
      );

    describe('a reservation', () => {
      it('is set aside in all budgets and settled in all', async () => {
        await set(chat, 'day', 100);
        await set({ kind: 'workspace', id: 'workspace' }, 'month', 1_000);
        expect(await reserve(60, { callId: 'one' })).toBeUndefined();
        expect(await stand()).toEqual({ 'chat/day': [100, 0, 60], 'workspace/month': [1_000, 0, 60] });
        expect(await settle('one', 40)).toEqual([]);
        expect(await stand()).toEqual({ 'chat/day': [100, 40, 0], 'workspace/month': [1_000, 40, 0] });
        await settle('one', 40);
        expect((await stand())['chat/day']).toEqual([100, 40, 0]);
      });

      it('is refused whole where it does not fit into one of them, to the last micro', async () => {
        await set(chat, 'day', 100);
        await set({ kind: 'agent', id: 'a' }, 'day', 50);
        expect(await reserve(51)).toBe('agent/a/day');
        expect(await stand()).toEqual({ 'chat/day': [100, 0, 0], 'agent/day': [50, 0, 0] });
        expect(await reserve(50)).toBeUndefined();
        expect(await reserve(1)).toBe('agent/a/day');
        expect(await reserve(50, { scopes: [chat] })).toBeUndefined();
        expect(await reserve(1, { scopes: [chat] })).toBe('chat/c/day');
      });

      it('counts as a whole where nobody knows what the call cost, and as nothing where it was not made', async () => {
        await set(chat, 'day', 100);
        await reserve(30, { callId: 'unknown' });
        await reserve(30, { callId: 'not made' });
        await settle('unknown', null);
        await settle('not made', 0);
        expect((await stand())['chat/day']).toEqual([100, 30, 0]);
      });

      it('may cost more than was set aside, after which nothing fits', async () => {
        await set(chat, 'day', 100);
        await reserve(10, { callId: 'more' });
        await settle('more', 150);
        expect((await stand())['chat/day']).toEqual([100, 150, 0]);
        expect(await reserve(1)).toBe('chat/c/day');
      });

      it('is freed when it expires, and its cost is counted all the same if it comes back', async () => {
        await set(chat, 'day', 100);
        await reserve(90, { callId: 'lost' });
        await expireReservations(db.pool, NOON + 999);
        expect(await reserve(20, { now: NOON + 999 })).toBe('chat/c/day');
        await Promise.all([1, 2, 3].map(() => expireReservations(db.pool, NOON + 1_000)));
        expect((await stand())['chat/day']).toEqual([100, 0, 0]);
        expect(await reserve(20, { callId: 'next', now: NOON + 1_000 })).toBeUndefined();
        await settle('lost', 70);
        expect((await stand())['chat/day']).toEqual([100, 70, 20]);
        await reserve(5, { callId: 'old' });
        await expireReservations(db.pool, NOON + 2_000);
        await expireReservations(db.pool, NOON + 2 * DAY);
        expect((await db.pool.query('select from budget_reservation')).rowCount).toBe(0);
      });

      it('belongs to the window in which it is settled; a new one begins with nothing spent', async () => {
        await set(chat, 'day', 100);
        await set(chat, 'month', 120);
        await reserve(90, { callId: 'first' });
        await settle('first', 90);
        expect(await reserve(20)).toBe('chat/c/day');
        await reserve(10, { callId: 'over midnight' });
        const tomorrow = NOON + DAY;
        expect(await stand(tomorrow)).toEqual({ 'chat/day': [100, 0, 10], 'chat/month': [120, 90, 10] });
        await settle('over midnight', 10, tomorrow);
        expect(await stand(tomorrow)).toEqual({ 'chat/day': [100, 10, 0], 'chat/month': [120, 100, 0] });
        expect(await reserve(21, { now: tomorrow })).toBe('chat/c/month');
        expect(await reserve(20, { now: tomorrow })).toBeUndefined();
        const december = Date.parse('2026-12-01T00:00:00Z');
        expect(await stand(december)).toEqual({ 'chat/day': [100, 0, 20], 'chat/month': [120, 0, 20] });
      });

      it('warns once when most of a limit is spent, and again after the limit was raised', async () => {
        await set(chat, 'day', 100);
        const spend = async (micros: number) => {
          const callId = newId();
          await reserve(micros, { callId });
          return (await settle(callId, micros)).map(({ limitMicros, spentMicros }) => [limitMicros, spentMicros]);
        };
        expect([await spend(79), await spend(1), await spend(5)]).toEqual([[], [[100, 80]], []]);
        await set(chat, 'day', 200);
        expect([await spend(74), await spend(1), await spend(0)]).toEqual([[], [[200, 160]], []]);
      });

      it('never lets more through than the limit, however many come at once', async () => {
        await set(chat, 'day', 100);
        await set({ kind: 'user', id: 'u' }, 'month', 95);
        await set({ kind: 'agent', id: 'a' }, 'day', 1_000);
        const scopes = [all, all.toReversed(), [chat], all.slice(1)];
        const asked = Array.from({ length: 16 }, async (_, at) => {
          const callId = `many ${at}`;
          const refused = await reserve(10, { callId, scopes: scopes[at % 3] ?? all });
          if (refused === undefined && at % 2 === 0) await settle(callId, 10);
          return refused;
        });
        const refused = await Promise.all(asked);
        const budgets = await readBudgets(db.pool, { now: NOON, ...UTC });
        for (const { limitMicros, spentMicros, reservedMicros } of budgets) {
          expect(spentMicros + reservedMicros).toBeLessThanOrEqual(limitMicros);
        }
        expect(refused.filter((one) => one === undefined)).toHaveLength(10);
        const [taken] = budgets.filter(({ scopeKind }) => scopeKind === 'chat');
        expect((taken?.spentMicros ?? 0) + (taken?.reservedMicros ?? 0)).toBe(100);
      });

      it('of a run has one limit that ends with it, is raised, and is forgotten', async () => {
        const scopes = [{ kind: 'run', id: 'r' }] as const;
        const of = (micros: number, callId = newId()) =>
          reserveBudgets(db.pool, { callId, scopes, micros, now: NOON, lastsMs: 1_000, ...UTC });
        await limitRun(db.pool, { runId: 'r', limitMicros: 50 });
        await limitRun(db.pool, { runId: 'r', limitMicros: 70 });
        expect(await of(51)).toBe('run/r/run');
        expect(await of(50, 'one')).toBeUndefined();
        await settle('one', 50, NOON + 40 * DAY);
        expect(await readBudgets(db.pool, { now: NOON + 40 * DAY, scopes, ...UTC })).toMatchObject([
          { limitMicros: 50, spentMicros: 50, refusedMicros: 51, endsAt: null },
        ]);
        await limitRun(db.pool, { runId: 'r', limitMicros: 50, moreMicros: 10 });
        expect(await of(10, 'two')).toBeUndefined();
        expect(await readBudgets(db.pool, { now: NOON, ...UTC })).toEqual([]);
        await settle('two', 0);
        await expireReservations(db.pool, NOON);
        expect(await readBudgets(db.pool, { now: NOON, scopes, ...UTC })).toEqual([]);
      });

      it('has the days of the time zone of the workspace', async () => {
        const berlin = { timeZone: 'Europe/Berlin' };
        const late = Date.parse('2026-11-21T22:59:59Z');
        await setBudget(db.pool, { scope: chat, window: 'day', limitMicros: 100, now: late, ...berlin });
        await reserve(90, { callId: 'late', now: late });
        await settleBudgets(db.pool, { callId: 'late', micros: 90, now: late, ...berlin });
        const spent = async (now: number) => (await readBudgets(db.pool, { now, ...berlin }))[0]?.spentMicros;
        expect([await spent(late), await spent(late + 1_000)]).toEqual([90, 0]);
      });

      it('that was refused says how much is needed, and is raised so far', async () => {
        await set(chat, 'day', 100);
        expect(await reserve(250)).toBe('chat/c/day');
        await raiseBudget(db.pool, { scope: chat, window: 'day', byMicros: 10 });
        expect((await stand())['chat/day']).toEqual([250, 0, 0]);
        await raiseBudget(db.pool, { scope: chat, window: 'day', byMicros: 10 });
        expect((await stand())['chat/day']).toEqual([260, 0, 0]);
      });

      it('is nothing where the limit was taken away meanwhile', async () => {
        await set(chat, 'day', 100);
        await reserve(10, { callId: 'one' });
        await set(chat, 'day', null);
        expect(await settle('one', 10)).toEqual([]);
        expect(await reserve(1_000_000)).toBeUndefined();
        expect(await readBudgets(db.pool, { now: NOON, ...UTC })).toEqual([]);
      });
    });
  });

  describe.skipIf(missing !== undefined)(missing ?? 'at work', () => {
    const { db, workspace, closing, start } = prepareGround({ open }, ['research', 'coder']);
    let line: BusLine;
    beforeEach(async () => {
      line = new Set();
      await db.pool.query('delete from budget');
    });

    async function budgets(): Promise<Budgets> {
      return closing(await openBudgets({ database: db.database, bus: createInProcessBus(logger, line), logger }));
    }

    /** A server whose model has the price of one the catalog knows: 1,000 tokens in and 100 out cost 150 micros. */
    async function serve(script: readonly ScriptStep[], purse: Budgets, inputTokens = 1_000) {
      const usage = { inputTokens, outputTokens: 100 };
      const provider = createScripted(script, { id: 'anthropic', usage });
      const engine = engineWith(provider, [], { listed: ['claude-haiku-5-5'], purse });
      return { server: await start({ engine }), provider };
    }

    async function answer(server: TestServer, text: string) {
      const { answers } = await server.ask(text);
      return server.ended(answers[0]?.id ?? '');
    }

    it('let an answer through that they hold, and count what it cost', async () => {
      const purse = await budgets();
      const settings = createBudgetSettings({ database: db.database, budgets: purse });
      const scope = { kind: 'chat', id: workspace.chatId } as const;
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [workspace.userId]);
      await settings.set(workspace.userId, { scope, window: 'day', limitMicros: 1_000_000 });
      const { server } = await serve([{ text: 'Honey.' }], purse);
      expect(await answer(server, '@research What?')).toMatchObject({ status: 'complete', facts: { costMicros: 150 } });
      const { chatId, userId } = workspace;
      expect((await settings.list(userId, { chatId })).budgets).toMatchObject([
        { scope, limitMicros: 1_000_000, spentMicros: 150, reservedMicros: 0, warned: false },
      ]);
      expect(await settings.spending(userId, { days: 1 })).toMatchObject([
        { chatId, agentId: 'research', provider: 'anthropic', model: 'claude-haiku-5-5', answers: 1, costMicros: 150 },
      ]);
      expect(await settings.spending(newId(), { days: 1 })).toEqual([]);
    });

    it('count what the queen’s choices cost, and all that was paid for in chats that are gone', async () => {
      const purse = await budgets();
      const settings = createBudgetSettings({ database: db.database, budgets: purse });
      const { server } = await serve([{ text: 'Honey.' }], purse);
      await answer(server, '@research What?');
      const { chatId, userId } = workspace;
      const used = {
        provider: 'anthropic',
        model: 'claude-haiku-5-5',
        inputTokens: 10,
        outputTokens: 1,
        costMicros: 7,
        // Another model had begun, and said nothing that could be read.
        shares: [
          { provider: 'anthropic', model: 'claude-haiku-5-5', inputTokens: 4, outputTokens: 0, costMicros: 5 },
          { provider: 'openai', model: 'gpt-6-luna', inputTokens: 6, outputTokens: 1, costMicros: 2 },
        ],
      };
      await db.pool.query('update run set choosing = $2 where "chatId" = $1', [chatId, JSON.stringify(used)]);
      const spent = async () => {
        const rows = await settings.spending(userId, { days: 1 });
        return rows.map((row) => [row.chatId, row.agentId, row.model, row.answers, row.inputTokens, row.costMicros]);
      };
      expect(await spent()).toEqual([
        [chatId, 'research', 'claude-haiku-5-5', 1, 1_000, 150],
        [chatId, 'queen', 'claude-haiku-5-5', 0, 4, 5],
        [chatId, 'queen', 'gpt-6-luna', 0, 6, 2],
      ]);
      await server.close();
      await db.pool.query('delete from chat where id = $1', [chatId]);
      expect(await spent()).toEqual([
        ['', 'research', 'claude-haiku-5-5', 1, 1_000, 150],
        ['', 'queen', 'claude-haiku-5-5', 0, 4, 5],
        ['', 'queen', 'gpt-6-luna', 0, 6, 2],
      ]);
      const { rows } = await db.pool.query(`select * from kept_spending where "askedBy" = $1`, [userId]);
      expect(JSON.stringify(rows)).not.toContain('Honey');
    });

    it('count an answer as a whole that cost more than is kept of its run', async () => {
      const purse = await budgets();
      const settings = createBudgetSettings({ database: db.database, budgets: purse });
      const { server } = await serve([{ text: 'Honey.' }], purse, 30_000_000_000);
      const { runId, facts } = await answer(server, '@research What?');
      expect(facts?.costMicros).toBeGreaterThan(2 ** 31);
      const { rows } = await db.pool.query('select status, "costMicros" from run where id = $1', [runId]);
      expect(rows).toEqual([{ status: 'done', costMicros: 2 ** 31 - 1 }]);
      expect(await settings.spending(workspace.userId, { days: 1 })).toMatchObject([{ costMicros: facts?.costMicros }]);
    });

    it('stop an answer that they do not hold, and ask no model', async () => {
      const purse = await budgets();
      await setBudget(db.pool, {
        ...{ scope: { kind: 'user', id: workspace.userId }, window: 'month', limitMicros: 100 },
        ...{ now: Date.now(), ...UTC },
      });
      await purse.changed();
      const { server, provider } = await serve([{ text: 'Honey.' }], purse);
      expect(await answer(server, '@research What?')).toMatchObject({ status: 'failed', failure: 'over-budget' });
      expect(provider.calls).toEqual([]);
    });

    it('stop a run at its own limit, and go on once somebody who may has raised what is in the way', async () => {
      const purse = await budgets();
      const settings = createBudgetSettings({ database: db.database, budgets: purse });
      const { chatId, userId } = workspace;
      await db.pool.query(`insert into workspace (id, name) values ('hive', 'Hive') on conflict do nothing`);
      await settings.setRules({ timeZone: 'Europe/Berlin', runLimitMicros: 10 });
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [userId]);
      await settings.set(userId, { scope: { kind: 'chat', id: chatId }, window: 'day', limitMicros: 20 });
      const { server } = await serve([{ text: 'Honey.' }], purse);
      const stopped = await answer(server, '@research What?');
      expect(stopped).toMatchObject({ status: 'failed', failure: 'over-budget' });
      const raising = createRaising({ database: db.database, budgets: purse, runs: server.runs });
      const which = { chatId, messageId: stopped.id };
      expect(await raising.blocking(userId, which)).toEqual({ blocking: ['chat', 'run'], mayRaise: true });
      const { userId: other } = await seed(db.pool, []);
      await expect(raising.raise(other, { ...which, byMicros: 5 })).rejects.toMatchObject({
        reason: 'not-yours-to-raise',
      });
      await raising.raise(userId, { ...which, byMicros: 1_000_000 });
      expect(await server.ended(stopped.id)).toMatchObject({ status: 'complete', text: 'Honey.' });
      const run = await db.pool.query(`select "limitMicros"::int as most, "spentMicros"::int as spent from budget
        where "scopeKind" = 'run' order by "limitMicros" desc`);
      expect(run.rows).toEqual([
        { most: 1_000_010, spent: 150 },
        { most: 10, spent: 0 },
      ]);
      expect(await raising.blocking(userId, which)).toEqual({ blocking: [], mayRaise: true });
      await settings.setRules({ timeZone: 'UTC', runLimitMicros: null });
    });

    it('keep to the model that a person chose, once what was in the way of it is raised', async () => {
      const purse = await budgets();
      const settings = createBudgetSettings({ database: db.database, budgets: purse });
      const { chatId, userId } = workspace;
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [userId]);
      await settings.set(userId, { scope: { kind: 'chat', id: chatId }, window: 'day', limitMicros: 20 });
      const { server } = await serve([{ text: 'Honey.' }], purse);
      const { id: messageId } = await answer(server, '@research What?');
      const by = { model: 'anthropic/claude-haiku-5-5' } as const;
      await server.runs.retry({ chatId, messageId, mode: 'again', askedBy: userId, by });
      expect(await server.ended(messageId, 1)).toMatchObject({ status: 'failed', failure: 'over-budget' });
      const raising = createRaising({ database: db.database, budgets: purse, runs: server.runs });
      await raising.raise(userId, { chatId, messageId, byMicros: 1_000_000 });
      expect(await server.ended(messageId, 2)).toMatchObject({ status: 'complete', facts: { because: 'chosen' } });
    });

    it('tell once who may raise them that most is spent', async () => {
      const told: unknown[] = [];
      const tell = { budgetWarned: (...args: unknown[]) => void told.push(args) };
      const bus = createInProcessBus(logger, line);
      const purse = closing(await openBudgets({ database: db.database, bus, logger, tell }));
      const { chatId, userId } = workspace;
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [userId]);
      const scope = { kind: 'chat', id: chatId } as const;
      await setBudget(db.pool, { scope, window: 'day', limitMicros: 100, now: Date.now(), ...UTC });
      await purse.changed();
      const spender: Spender = { userId: 'u', chatId, agentId: 'a', runId: 'r' };
      for (const micros of [70, 10, 10]) {
        const callId = newId();
        await purse.reserve(callId, spender, micros);
        await purse.settle(callId, micros);
      }
      expect(told).toMatchObject([[[userId], { scope, window: 'day', spentMicros: 80, limitMicros: 100 }]]);
    });

    it('are on the receipt of an answer once most of one is spent', async () => {
      const purse = await budgets();
      const scope = { kind: 'chat', id: workspace.chatId } as const;
      const limit = (limitMicros: number) =>
        setBudget(db.pool, { scope, window: 'day', limitMicros, now: Date.now(), ...UTC });
      await limit(10_000_000);
      await purse.changed();
      const { server } = await serve([{ text: 'Honey.' }], purse);
      expect((await answer(server, '@research What?')).facts).not.toHaveProperty('nearLimit');
      await db.pool.query('update budget set "spentMicros" = 7999900');
      expect((await answer(server, '@research And?')).facts).toMatchObject({ nearLimit: true, costMicros: 150 });
    });

    it('ask nobody and write nothing where nothing limits', async () => {
      const purse = await budgets();
      const { server } = await serve([{ text: 'Honey.' }], purse);
      await answer(server, '@research What?');
      const { rows } = await db.pool.query('select from budget union all select from budget_reservation');
      expect(rows).toEqual([]);
    });

    it('count what was spent before they were set', async () => {
      const purse = await budgets();
      const { server } = await serve([{ text: 'Honey.' }], purse);
      await answer(server, '@research What?');
      const now = Date.now();
      for (const scope of [
        { kind: 'chat', id: workspace.chatId },
        { kind: 'user', id: workspace.userId },
        { kind: 'agent', id: 'coder' },
      ] as const) {
        await setBudget(db.pool, { scope, window: 'month', limitMicros: 1_000, now, ...UTC });
      }
      const spent = (await readBudgets(db.pool, { now, ...UTC })).map(({ scopeKind, spentMicros }) => [
        scopeKind,
        spentMicros,
      ]);
      expect(Object.fromEntries(spent)).toEqual({ agent: 0, chat: 150, user: 150 });
    });

    it('are known in every process as soon as one has set them', async () => {
      const [here, there] = await Promise.all([budgets(), budgets()]);
      const spender: Spender = { userId: 'u', chatId: 'c', agentId: 'a', runId: 'r' };
      expect(there.limits(spender)).toBe(false);
      await setBudget(db.pool, {
        scope: { kind: 'agent', id: 'a' },
        window: 'day',
        limitMicros: 5,
        now: Date.now(),
        ...UTC,
      });
      await here.changed();
      expect(here.limits(spender)).toBe(true);
      await expect.poll(() => there.limits(spender)).toBe(true);
      expect(there.limits({ ...spender, agentId: 'b' })).toBe(false);
      expect([await there.reserve('one', spender, 5), await here.reserve('two', spender, 1)]).toEqual([true, false]);
    });

    it('are set by who may, and seen by whom they concern', async () => {
      const purse = await budgets();
      const settings = createBudgetSettings({ database: db.database, budgets: purse });
      const { userId, chatId } = workspace;
      const { userId: adminId } = await seed(db.pool, []);
      await db.pool.query(`update "user" set role = 'admin' where id = $1`, [adminId]);
      const setAs = async (who: string, scope: BudgetScope) => {
        try {
          await settings.set(who, { scope, window: 'day', limitMicros: 5 });
          return 'ok';
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          return [error.code, error.reason].join('/');
        }
      };
      for (const kind of ['user', 'agent', 'workspace'] as const) {
        const scope = { kind, id: kind === 'workspace' ? kind : userId };
        expect([await setAs(userId, scope), await setAs(adminId, scope)]).toEqual(['forbidden/', 'ok']);
      }
      const ofChat = { kind: 'chat', id: chatId } as const;
      expect([await setAs(userId, ofChat), await setAs(adminId, ofChat)]).toEqual(['forbidden/role', 'not-found/chat']);
      expect(await setAs(adminId, { kind: 'workspace', id: 'other' })).toBe('not-found/scope');
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [userId]);
      const most = { scope: ofChat, window: 'day', limitMicros: 6 } as const;
      await expect(settings.set(userId, most)).rejects.toMatchObject({ reason: 'above-workspace' });
      expect(await setAs(userId, ofChat)).toBe('ok');
      const kinds = async (who: string) => (await settings.list(who, {})).budgets.map(({ scope }) => scope.kind);
      expect([await kinds(adminId), await kinds(userId), await kinds(newId())]).toEqual([
        ['agent', 'chat', 'user', 'workspace'],
        ['user', 'workspace'],
        ['workspace'],
      ]);
    });
  });
});
