import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../agents/engines/engine.ts';
import { createScripted, type ScriptedProvider, type ScriptStep } from '../../agents/providers/scripted.ts';
import type { ModelRequest } from '../../agents/providers/provider.ts';
import { toolNamed } from '../../agents/run/loop/testing/loopParts.ts';
import { createInProcessBus } from '../bus/inProcessBus.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { engineWith, type TestServer } from '../runs/testing/server.ts';
import { readBudgets, setBudget } from '../store/budgets.ts';
import { readSpending } from '../store/spending.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { openBudgets } from './purse.ts';

const UTC = { timeZone: 'UTC' };
const MODEL = 'claude-haiku-5-5';
/** 1,000 × 0.1 + 100 × 0.5. */
const usage = { inputTokens: 1_000, outputTokens: 100 };
const TURN = 150;
const logger = pino({ level: 'silent' });

/** What a model does in a request, the how-manieth of this process. */
type Play = (request: ModelRequest, times: number) => readonly ScriptStep[];

/** It says nothing, which is paid for, and is to be asked again much later. */
const NOTHING: readonly ScriptStep[] = [];
const LATER: readonly ScriptStep[] = [{ fail: 'rate-limited', retryAfterMs: 9_000 }];

const isColleague = ({ system }: ModelRequest) => system.includes('A colleague asks you something');

describe.each(poolForms)('what an answer cost that is left to another process, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'is what limits count', () => {
    const { db, workspace, start, closing } = prepareGround({ open }, ['business', 'coder']);
    const read = toolNamed('read');
    const chat = () => ({ kind: 'chat', id: workspace.chatId }) as const;

    beforeEach(() =>
      setBudget(db.pool, { scope: chat(), window: 'month', limitMicros: 900_000_000, now: Date.now(), ...UTC }),
    );

    async function engineOf(play: Play): Promise<{ provider: ScriptedProvider; engine: Engine }> {
      const purse = closing(await openBudgets({ database: db.database, bus: createInProcessBus(logger), logger }));
      const provider = createScripted(play, { id: 'anthropic', usage });
      return { provider, engine: engineWith(provider, [read], { listed: [MODEL], purse }) };
    }

    /** A process that works on the answer until its models were asked so often, and lets go of it. */
    async function leaves(requests: number, play: Play, begin = async (_: TestServer) => ''): Promise<string> {
      const { provider, engine } = await engineOf(play);
      const server = await start({ engine });
      const messageId = await begin(server);
      await expect.poll(() => provider.calls.length, { timeout: 15_000 }).toBe(requests);
      await server.close();
      return messageId;
    }

    const ask = async (server: TestServer) => (await server.ask('@business which is best?')).answers[0]?.id ?? '';

    /** What each agent has cost. */
    async function counts(spent: Record<string, number>): Promise<void> {
      const rows = await readSpending(db.pool, { since: new Date(Date.now() - 60_000), userId: null, ...UTC });
      const own = rows.filter(({ chatId }) => chatId === workspace.chatId);
      expect(own.every(({ unknown }) => unknown === 0)).toBe(true);
      expect(Object.fromEntries(own.map(({ agentId, costMicros }) => [agentId, costMicros]))).toEqual(spent);
      const spentMicros = Object.values(spent).reduce((sum, micros) => sum + micros, 0);
      const scopes = [chat()];
      expect(await readBudgets(db.pool, { now: Date.now(), scopes, ...UTC })).toMatchObject([{ spentMicros }]);
    }

    describe('where a turn was under way, twice', () => {
      const breaksOff: Play = (_, times) => (times === 1 ? NOTHING : LATER);

      async function leftTwice(): Promise<string> {
        const messageId = await leaves(2, breaksOff, ask);
        await leaves(2, breaksOff);
        return messageId;
      }

      it('and it is answered', async () => {
        const messageId = await leftTwice();
        const { engine } = await engineOf(() => [{ text: 'Honey.' }]);
        const { facts } = await (await start({ engine })).ended(messageId);
        expect(facts).toMatchObject({ inputTokens: 3_000, outputTokens: 300, costMicros: 3 * TURN });
        await counts({ business: 3 * TURN });
      });

      it('and it is stopped before anybody works on it', async () => {
        const messageId = await leftTwice();
        const server = await start({ engine: undefined });
        await server.runs.stopAnswer({ chatId: workspace.chatId, messageId });
        expect(await server.ended(messageId)).toMatchObject({ status: 'stopped', facts: { costMicros: 2 * TURN } });
        await counts({ business: 2 * TURN });
      });

      it('and it is deleted', async () => {
        const messageId = await leftTwice();
        const server = await start({ engine: undefined });
        await server.messages.delete(workspace.userId, { chatId: workspace.chatId, messageId });
        await counts({ business: 2 * TURN });
      });
    });

    it('where a colleague was speaking', async () => {
      const asks: readonly ScriptStep[] = [{ call: 'ask_agent', input: { handle: 'coder', question: 'Which?' } }];
      let spoken = 0;
      const messageId = await leaves(
        3,
        (request) => {
          if (!isColleague(request)) return asks;
          spoken += 1;
          return spoken === 1 ? NOTHING : LATER;
        },
        ask,
      );
      const { engine } = await engineOf((request) => [{ text: isColleague(request) ? 'Any.' : 'Honey.' }]);
      await (await start({ engine })).ended(messageId);
      await counts({ business: 2 * TURN, coder: 2 * TURN });
    });

    it('where it is stopped before all turns were taken from what was recorded', async () => {
      const messageId = await leaves(
        4,
        ({ rounds = [] }, times) => {
          if (rounds.length < 2) return [{ call: 'read', input: { of: String(rounds.length) } }];
          return times === 3 ? NOTHING : LATER;
        },
        ask,
      );
      const { provider, engine } = await engineOf(() => [{ text: 'Honey.' }]);
      const started = Promise.withResolvers<TestServer>();
      const stops = stopping(engine, async () =>
        (await started.promise).runs.stopAnswer({ chatId: workspace.chatId, messageId }),
      );
      const server = await start({ engine: stops });
      started.resolve(server);
      expect(await server.ended(messageId)).toMatchObject({ status: 'stopped', facts: { costMicros: 3 * TURN } });
      expect(provider.calls).toHaveLength(0);
      await counts({ business: 3 * TURN });
    });
  });
});

/** This engine, in which `stop` happens while the second turn is read. */
function stopping(engine: Engine, stop: () => Promise<void>): Engine {
  return {
    ...engine,
    execute: (order, ports) =>
      engine.execute(order, {
        ...ports,
        records(step) {
          const records = ports.records(step);
          return {
            ...records,
            async recordedTurn(key) {
              if (key.endsWith('/1')) await stop();
              return records.recordedTurn(key);
            },
          };
        },
      }),
  };
}
