import { describe, expect, it } from 'vitest';
import { createScripted } from '../../agents/providers/scripted.ts';
import { done, toolNamed } from '../../agents/run/loop/testing/loopParts.ts';
import type { ToolResult } from '../../agents/tools/tool.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { engineWith, type TestServer } from '../runs/testing/server.ts';
import { messagesOf, runsOf } from '../runs/testing/workspace.ts';
import { readBudgets, setBudget } from '../store/budgets.ts';
import { readSpending } from '../store/spending.ts';
import { poolForms } from '../store/testing/poolForms.ts';

const UTC = { timeZone: 'UTC' };
const MODEL = 'claude-haiku-5-5';
/** 1,000 × 0.1 + 100 × 0.5. */
const usage = { inputTokens: 1_000, outputTokens: 100 };
const TURN = 150;
const PICTURE = { provider: 'openai', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: 9_000 };

/** A picture that is drawn until its step is stopped, and paid for then. */
const stoppedPicture = (signal: AbortSignal) =>
  new Promise<ToolResult>((resolve) => {
    signal.addEventListener('abort', () =>
      resolve({ kind: 'failed', failure: 'failed', text: 'Stopped.', shares: [PICTURE] }),
    );
  });

describe.each(poolForms)('an answer that is deleted while it is written, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'still counts', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);
    const draw = toolNamed('draw', () => ({ ...done('Drawn.'), shares: [PICTURE] }));
    const drawSlowly = toolNamed('draw', (_, { signal }) => stoppedPicture(signal));

    async function ask(tool: typeof draw): Promise<{ server: TestServer; calls: () => number; messageId: string }> {
      const provider = createScripted(
        ({ rounds = [] }) =>
          rounds.length === 0 ? [{ text: 'I draw.' }, { call: 'draw', input: { of: 'a hive' } }] : [{ hang: true }],
        { id: 'anthropic', usage },
      );
      const server = await start({ engine: engineWith(provider, [tool], { listed: [MODEL] }) });
      const { answers } = await server.ask('@research draw me a hive');
      return { server, calls: () => provider.calls.length, messageId: answers[0]?.id ?? '' };
    }

    const remove = (server: TestServer, messageId: string) =>
      server.messages.delete(workspace.userId, { chatId: workspace.chatId, messageId });

    async function counts(messageId: string): Promise<void> {
      const { chatId } = workspace;
      const all = TURN + PICTURE.costMicros;
      const runs = async () =>
        (await runsOf(db.database, chatId)).map(({ status, costMicros }) => [status, costMicros]);
      await expect.poll(runs, { timeout: 15_000 }).toEqual([['stopped', all]]);
      const spent = (await readSpending(db.pool, { since: new Date(Date.now() - 60_000), userId: null, ...UTC }))
        .filter((row) => row.chatId === chatId)
        .map(({ agentId, model, costMicros, unknown }) => [agentId, model, costMicros, unknown]);
      expect(spent).toEqual([
        ['research', PICTURE.model, PICTURE.costMicros, 0],
        ['research', MODEL, TURN, 0],
      ]);
      const now = Date.now();
      const scope = { kind: 'chat', id: chatId } as const;
      await setBudget(db.pool, { scope, window: 'month', limitMicros: 90_000, now, ...UTC });
      expect(await readBudgets(db.pool, { now, scopes: [scope], ...UTC })).toMatchObject([{ spentMicros: all }]);

      // Nothing but that is kept of it.
      const { rows } = await db.pool.query(
        `select text, result - 'facts' as result, (select count(*)::int from step_turn where "stepId" = step.id) as turns,
           (select count(*)::int from tool_call where "stepId" = step.id) as calls from step where "messageId" = $1`,
        [messageId],
      );
      expect(rows).toEqual([{ text: '', result: { kind: 'stopped', text: '' }, turns: 0, calls: 0 }]);
      const message = (await messagesOf(db.database, chatId)).find(({ id }) => id === messageId);
      expect(message).toMatchObject({ text: '', status: 'stopped', facts: null });
    }

    it('with what only the process knows that writes it', async () => {
      const { server, messageId } = await ask(drawSlowly);
      await expect.poll(() => drawSlowly.ran.length, { timeout: 15_000 }).toBeGreaterThan(0);
      drawSlowly.ran.length = 0;
      await remove(server, messageId);
      await counts(messageId);
    });

    it('with what was recorded, where no process has it in hand', async () => {
      const { server, messageId, calls } = await ask(draw);
      await expect.poll(calls, { timeout: 15_000 }).toBe(2);
      await server.close();
      await remove(await start({ engine: undefined }), messageId);
      await counts(messageId);
    });
  });
});
