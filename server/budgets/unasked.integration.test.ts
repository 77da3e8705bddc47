import { describe, expect, it } from 'vitest';
import { createScripted } from '../../agents/providers/scripted.ts';
import { done, toolNamed } from '../../agents/run/loop/testing/loopParts.ts';
import type { AnswerShare } from '../../shared/message.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { engineWith, type TestServer } from '../runs/testing/server.ts';
import { runsOf } from '../runs/testing/workspace.ts';
import { readBudgets, setBudget } from '../store/budgets.ts';
import { readSpending } from '../store/spending.ts';
import { poolForms } from '../store/testing/poolForms.ts';

const UTC = { timeZone: 'UTC' };
const MODEL = 'claude-haiku-5-5';
/** 1,000 × 0.1 + 100 × 0.5. */
const usage = { inputTokens: 1_000, outputTokens: 100 };
const TURN: AnswerShare = { provider: 'anthropic', model: MODEL, ...usage, costMicros: 150 };
const PICTURE = { provider: 'openai', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: 9_000 };

describe.each(poolForms)('what an answer cost that nobody is asked for any more, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'once its process is gone', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);
    const draw = toolNamed('draw', () => ({ ...done('Drawn.'), shares: [PICTURE] }));
    const engine = () => {
      const provider = createScripted(
        ({ rounds = [] }) => (rounds.length === 0 ? [{ call: 'draw', input: { of: 'a hive' } }] : [{ hang: true }]),
        { id: 'anthropic', usage },
      );
      return { provider, engine: engineWith(provider, [draw], { listed: [MODEL] }) };
    };

    /** An answer that has a turn and a picture, and whose process ends while it waits for the next turn. */
    async function left(): Promise<{ messageId: string; requestId: string }> {
      const first = engine();
      const server = await start({ engine: first.engine });
      const { requestId, answers } = await server.ask('@research draw me a hive');
      await expect.poll(() => first.provider.calls.length, { timeout: 15_000 }).toBe(2);
      await server.close();
      return { requestId, messageId: answers[0]?.id ?? '' };
    }

    async function counts(messageId: string, ended: object, shares: readonly AnswerShare[]): Promise<void> {
      const cost = shares.reduce((sum, { costMicros }) => sum + (costMicros ?? 0), 0);
      const { chatId } = workspace;
      const { rows: steps } = await db.pool.query('select result from step where "messageId" = $1', [messageId]);
      const facts = { provider: 'anthropic', model: MODEL, demo: false, costMicros: cost };
      expect(steps).toMatchObject([{ result: { ...ended, facts } }]);
      const spent = (await readSpending(db.pool, { since: new Date(Date.now() - 60_000), userId: null, ...UTC }))
        .filter((row) => row.chatId === chatId && row.costMicros > 0)
        .map(({ agentId, model, costMicros }) => [agentId, model, costMicros]);
      expect(spent).toEqual(
        shares.map(({ model, costMicros }) => ['research', model, costMicros]).toSorted((a, b) => +b[2]! - +a[2]!),
      );
      await expect
        .poll(async () =>
          (await runsOf(db.database, chatId)).map(({ finishedAt, costMicros }) => [finishedAt !== null, costMicros]),
        )
        .toEqual([[true, cost]]);
      const now = Date.now();
      const scope = { kind: 'chat', id: chatId } as const;
      await setBudget(db.pool, { scope, window: 'month', limitMicros: 90_000, now, ...UTC });
      expect(await readBudgets(db.pool, { now, scopes: [scope], ...UTC })).toMatchObject([{ spentMicros: cost }]);
    }

    const toStep = (set: string, messageId: string, values: readonly unknown[] = []) =>
      db.pool.query(`update step set ${set} where "messageId" = $1`, [messageId, ...values]);

    it.each([
      ['it was asked to stop', (messageId: string) => toStep('"stopAsked" = true', messageId), { kind: 'stopped' }],
      [
        'no model near can be asked',
        () => db.pool.query('update chat set "localOnly" = true where id = $1', [workspace.chatId]),
        { kind: 'failed', failure: 'no-local-model' },
      ],
      [
        'it is given up',
        () => db.pool.query('update run set attempts = 9 where "chatId" = $1', [workspace.chatId]),
        { kind: 'failed', failure: 'interrupted' },
      ],
      [
        'its request is gone',
        (_: string, requestId: string) =>
          db.pool.query('update message set "deletedAt" = now() where id = $1', [requestId]),
        { kind: 'stopped' },
      ],
      [
        'a record of it can not be read',
        (messageId: string) => db.pool.query(`update tool_call set input = '?' where "messageId" = $1`, [messageId]),
        { kind: 'failed', failure: 'internal' },
      ],
    ] as const)('counts where %s', async (_, prepare, ended) => {
      const { messageId, requestId } = await left();
      await prepare(messageId, requestId);
      const next = engine();
      const server = await start({ engine: next.engine });
      const { facts } = await server.ended(messageId);
      expect(next.provider.calls).toHaveLength(0);
      expect(facts).toMatchObject({ inputTokens: 1_000, outputTokens: 100, shares: [TURN, PICTURE] });
      await counts(messageId, ended, [TURN, PICTURE]);
    });

    describe('where it is stopped before anybody works on it', () => {
      async function stopped(messageId: string): Promise<TestServer> {
        const server = await start({ engine: undefined });
        await server.runs.stopAnswer({ chatId: workspace.chatId, messageId });
        expect(await server.ended(messageId)).toMatchObject({ status: 'stopped' });
        return server;
      }

      it('counts', async () => {
        const { messageId } = await left();
        await stopped(messageId);
        await counts(messageId, { kind: 'stopped' }, [TURN, PICTURE]);
      });

      it('counts with an answer that another was to take the place of', async () => {
        const { messageId } = await left();
        const answer = { provider: 'anthropic', model: MODEL, flaw: 'empty', shown: false, costMicros: 40 };
        const share = { provider: 'anthropic', model: MODEL, inputTokens: 400, outputTokens: 0, costMicros: 40 };
        await toStep('first = $2::jsonb', messageId, [JSON.stringify({ answer, shares: [share] })]);
        await stopped(messageId);
        await counts(messageId, { kind: 'stopped' }, [{ ...TURN, costMicros: 190 }, PICTURE]);
      });

      it('is nothing where nothing was asked', async () => {
        const server = await start({ engine: undefined });
        const { answers } = await server.ask('@research draw me a hive');
        const messageId = answers[0]?.id ?? '';
        await stopped(messageId);
        const { rows } = await db.pool.query('select result from step where "messageId" = $1', [messageId]);
        expect(rows).toEqual([{ result: { kind: 'stopped', text: '', facts: null } }]);
      });
    });
  });
});
