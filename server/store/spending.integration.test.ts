import { describe, expect, it } from 'vitest';
import { readSpending } from './spending.ts';
import { prepareDatabase } from '../runs/testing/ground.ts';
import { readBudgets, setBudget } from './budgets.ts';
import { poolForms } from './testing/poolForms.ts';

const facts = (model: string, inputTokens: number, costMicros: number | null, more: object = {}) => ({
  ...{ provider: 'p', model, inputTokens, outputTokens: 10, costMicros },
  ...more,
});

const WHEN = { now: Date.now(), timeZone: 'UTC' };
const WORKSPACE = { kind: 'workspace', id: 'workspace' } as const;

describe.each(poolForms)('what models cost, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'by model', () => {
    const db = prepareDatabase({ open });

    async function spentBy(kept: readonly object[]): Promise<[model: string, ...rest: number[]][]> {
      await db.pool.query('delete from kept_spending');
      for (const [at, one] of kept.entries()) {
        await db.pool.query(
          `insert into kept_spending (id, at, "askedBy", "agentId", facts, answers) values ($1, now(), 'ada', 'research', $2, 1)`,
          [String(at), JSON.stringify(one)],
        );
      }
      const rows = await readSpending(db.pool, { since: new Date(0), userId: null, timeZone: 'UTC' });
      return rows
        .toSorted((a, b) => a.model.localeCompare(b.model) || a.answers - b.answers)
        .map((row) => [row.model, row.answers, row.inputTokens, row.outputTokens, row.costMicros, row.unknown]);
    }

    it('is counted for those that did it, as the agent that they did it as', async () => {
      const shares = [
        { provider: 'p', model: 'large', inputTokens: 400, outputTokens: 10, costMicros: 900 },
        { provider: 'q', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: 34_000 },
        { provider: 'p', model: 'small', inputTokens: 9, outputTokens: 1, costMicros: 7, agentId: 'coder' },
      ];
      const first = { provider: 'p', model: 'small', flaw: 'empty', shown: true, costMicros: 30 };
      expect(await spentBy([facts('large', 409, 34_907, { shares, first }), facts('small', 5, 7)])).toEqual([
        ['brush', 0, 0, 0, 34_000, 0],
        ['large', 1, 400, 10, 900, 0],
        ['small', 0, 9, 1, 7, 0],
        ['small', 1, 5, 10, 7, 0],
      ]);
      const rows = await readSpending(db.pool, { since: new Date(0), userId: null, timeZone: 'UTC' });
      expect(rows.filter(({ agentId }) => agentId === 'coder').map(({ model }) => model)).toEqual(['small']);
      await setBudget(db.pool, { scope: { kind: 'agent', id: 'coder' }, window: 'month', limitMicros: 9, ...WHEN });
      await setBudget(db.pool, { scope: WORKSPACE, window: 'month', limitMicros: 9, ...WHEN });
      const budgets = await readBudgets(db.pool, WHEN);
      expect(budgets.map(({ scopeKind, spentMicros }) => [scopeKind, spentMicros])).toEqual([
        ['agent', 7],
        ['workspace', 34_914],
      ]);
    });

    it('is counted as far as it is known, and the rest said to be unknown of who did it', async () => {
      const shares = [
        { provider: 'p', model: 'large', inputTokens: 400, outputTokens: 10, costMicros: 900 },
        { provider: 'p', model: 'large', inputTokens: 5, outputTokens: 1, costMicros: null },
        { provider: 'q', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: 34_000 },
        { provider: 'q', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: null },
      ];
      expect(await spentBy([facts('large', 405, null, { shares })])).toEqual([
        ['brush', 0, 0, 0, 34_000, 1],
        ['large', 1, 405, 11, 900, 1],
      ]);
    });

    it('of older answers is counted for those that did it, and comes to the same as the whole', async () => {
      const others = [
        { provider: 'p', model: 'small', inputTokens: 100, outputTokens: 4, costMicros: 30 },
        { provider: 'p', model: 'middle', inputTokens: 50, outputTokens: 1, costMicros: 20 },
      ];
      // 1,000 = 30 + 20 + 950, and 7 more of the small one alone.
      expect(await spentBy([facts('large', 400, 1_000, { others }), facts('small', 5, 7)])).toEqual([
        ['large', 1, 250, 5, 950, 0],
        ['middle', 0, 50, 1, 20, 0],
        ['small', 1, 105, 14, 37, 0],
      ]);
    });

    it('goes by the answer that was replaced where no more is known', async () => {
      const first = { provider: 'p', model: 'small', flaw: 'empty', shown: true, costMicros: 30 };
      expect(await spentBy([facts('large', 400, 1_000, { first })])).toEqual([
        ['large', 1, 400, 10, 970, 0],
        ['small', 0, 0, 0, 30, 0],
      ]);
      // What was counted as it was done comes before that.
      const others = [{ provider: 'p', model: 'small', inputTokens: 9, outputTokens: 0, costMicros: 40 }];
      expect(await spentBy([facts('large', 400, 1_000, { first, others })])).toEqual([
        ['large', 1, 391, 10, 960, 0],
        ['small', 0, 9, 0, 40, 0],
      ]);
    });

    it('is read though a provider said of some that they were no whole numbers, or impossible ones', async () => {
      const others = [{ provider: 'p', model: 'small', inputTokens: 0.5, outputTokens: 0, costMicros: 40.25 }];
      const kept = [facts('large', 10.5, -7), facts('large', 1e21, 1e30), facts('middle', 3.5, 100, { others })];
      expect(await spentBy(kept)).toEqual([
        ['large', 2, 1_000_000_000_011, 20, 1_000_000_000_000, 0],
        ['middle', 1, 3, 10, 60, 0],
        ['small', 0, 1, 0, 40, 0],
      ]);
      await setBudget(db.pool, { scope: WORKSPACE, window: 'day', limitMicros: 9, ...WHEN });
      expect((await readBudgets(db.pool, WHEN)).find(({ window }) => window === 'day')).toMatchObject({
        spentMicros: 1_000_000_000_100,
      });
    });

    it('is not divided where nobody knows the whole', async () => {
      const others = [{ provider: 'p', model: 'small', inputTokens: 9, outputTokens: 0, costMicros: null }];
      expect(await spentBy([facts('large', 400, null, { others })])).toEqual([['large', 1, 400, 10, 0, 1]]);
    });
  });
});
