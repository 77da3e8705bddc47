import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createScripted } from '../../agents/providers/scripted.ts';
import type { Message } from '../../shared/message.ts';
import { createInProcessBus } from '../bus/inProcessBus.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { engineWith, type TestServer } from '../runs/testing/server.ts';
import { runsOf } from '../runs/testing/workspace.ts';
import { readBudgets, setBudget } from '../store/budgets.ts';
import { readSpending } from '../store/spending.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { readTraffic } from '../store/traffic.ts';
import { openTraces } from '../telemetry/traces.ts';

const logger = pino({ level: 'silent' });
const UTC = { timeZone: 'UTC' };
/** 1,000 × 0.1 + 100 × 0.5. */
const usage = { inputTokens: 1_000, outputTokens: 100 };
const ONE = 150;

describe.each(poolForms)('a combined answer, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'given anew', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);

    /** The combined answer of this epoch, whole. */
    async function combined(server: TestServer, epoch: number): Promise<Message> {
      const found = () =>
        server.told.changes
          .flatMap(({ messages = [] }) => messages)
          .find((one) => one.senderId === 'queen' && one.status !== 'streaming' && one.epoch === epoch);
      await expect.poll(found, { timeout: 15_000 }).toMatchObject({ status: 'complete' });
      const message = found();
      if (message === undefined) throw new Error('it was there');
      return message;
    }

    it('counts by itself, and the answers it is made of where they were given', async () => {
      const { chatId, userId } = workspace;
      const since = new Date(Date.now() - 60_000);
      const provider = createScripted(
        ({ system }) => [{ text: system.includes('You are Coder') ? 'Wax holds.' : 'Bees dance.' }],
        { id: 'anthropic', usage },
      );
      const traces = await openTraces({
        ...{ database: db.database, bus: createInProcessBus(logger), sweeps: false, logger },
      });
      const server = await start({ engine: engineWith(provider, [], { listed: ['claude-haiku-5-5'] }), traces });
      const spent = async () => {
        const rows = await readSpending(db.pool, { since, userId: null, ...UTC });
        return Object.fromEntries(
          rows.filter((row) => row.chatId === chatId).map((row) => [row.agentId, [row.answers, row.costMicros]]),
        );
      };

      await server.ask('@research @coder give me one combined answer, please: a summary of both');
      const { id } = await combined(server, 0);
      expect(await spent()).toEqual({ research: [1, ONE], coder: [1, ONE], queen: [1, ONE] });

      await server.runs.retry({ chatId, messageId: id, mode: 'again', askedBy: userId });
      await combined(server, 1);
      // It is made of them all the same.
      const read = JSON.stringify(provider.calls.at(-1)?.turns);
      expect([read.includes('Wax holds.'), read.includes('Bees dance.')]).toEqual([true, true]);
      expect(await spent()).toEqual({ research: [1, ONE], coder: [1, ONE], queen: [2, 2 * ONE] });
      const costs = async () =>
        (await runsOf(db.database, chatId)).map(({ status, costMicros }) => [status, costMicros]);
      await expect.poll(costs).toEqual([
        ['done', 3 * ONE],
        ['done', ONE],
      ]);

      const now = Date.now();
      const scope = { kind: 'chat', id: chatId } as const;
      await setBudget(db.pool, { scope, window: 'month', limitMicros: 9_000, now, ...UTC });
      expect(await readBudgets(db.pool, { now, scopes: [scope], ...UTC })).toMatchObject([{ spentMicros: 4 * ONE }]);

      await server.close();
      await traces.close();
      const answered = await readTraffic(db.pool, { since, most: 10 });
      expect(answered.map(({ agentId, writtenAgain }) => [agentId, writtenAgain]).toSorted()).toEqual([
        ['coder', false],
        ['research', false],
      ]);

      await db.pool.query('delete from chat where id = $1', [chatId]);
      const { rows } = await db.pool.query(
        `select "agentId", sum(answers)::int as answers, sum((facts->>'costMicros')::int)::int as cost from kept_spending
         where "askedBy" = $1 group by 1 order by 1`,
        [userId],
      );
      expect(rows).toEqual([
        { agentId: 'coder', answers: 1, cost: ONE },
        { agentId: 'queen', answers: 2, cost: 2 * ONE },
        { agentId: 'research', answers: 1, cost: ONE },
      ]);
    });
  });
});
