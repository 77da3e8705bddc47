import { describe, expect, it } from 'vitest';
import { builtIn } from '../../agents/models/catalog/builtIn.ts';
import { createScripted } from '../../agents/providers/scripted.ts';
import { createInProcessBus } from '../bus/inProcessBus.ts';
import { prepareDatabase } from '../runs/testing/ground.ts';
import { engineWith, silent, startServer } from '../runs/testing/server.ts';
import { seed } from '../runs/testing/workspace.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { openTraces } from '../telemetry/traces.ts';
import { NoSuchModel, type ReplayAsked, replayTraffic } from './replay.ts';

describe.each(poolForms)('replay, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'of what was answered', () => {
    const db = prepareDatabase({ open });

    const ask = (more: Partial<ReplayAsked> = {}) =>
      replayTraffic(
        { days: 30, thresholds: [], share: null, models: {}, margin: 0.02, ...more },
        { database: db, catalog: builtIn },
      );

    it('knows nothing where nothing was', async () => {
      expect(await ask({ share: 0.5 })).toMatchObject({ requests: 0, leftOut: 0, rows: { length: 3 } });
      await expect(ask({ models: { edge: 'no/model' } })).rejects.toBeInstanceOf(NoSuchModel);
    });

    it('adds up what the tiers would have cost, and hears what people said', async () => {
      const workspace = { ...db, ...(await seed(db.pool, ['research', 'coder'])) };
      const traces = await openTraces({
        ...{ database: db.database, bus: createInProcessBus(silent), sweeps: false, logger: silent },
      });
      const usage = { inputTokens: 1_000, outputTokens: 100 };
      const known = createScripted([{ text: 'Here.' }], { id: 'anthropic', usage });
      const engine = engineWith(known, [], { listed: ['claude-haiku-5-5'] });
      const server = await startServer(workspace, { engine, traces });
      for (const [text, thumb] of [
        ['@research one', '👍🏽'],
        ['@coder two', '👎'],
      ] as const) {
        const { answers } = await server.ask(text);
        const id = answers[0]?.id ?? '';
        await server.ended(id);
        const reactions = JSON.stringify({ reactions: [{ emoji: thumb, contactIds: [workspace.userId] }] });
        await db.pool.query(`update message set extras = coalesce(extras, '{}') || $2::jsonb where id = $1`, [
          id,
          reactions,
        ]);
      }
      await server.close();
      const other = await startServer(workspace, { engine: engineWith(createScripted([{ text: 'No.' }])), traces });
      const unknown = await other.ask('@research three');
      await other.ended(unknown.answers[0]?.id ?? '');
      await other.close();
      await traces.close();

      const premium = 'anthropic/claude-opus-5-5';
      const report = await ask({ thresholds: [{ t1: -1, t2: -1 }], share: 0.1, models: { premium } });
      expect(report).toMatchObject({
        requests: 2,
        leftOut: 1,
        models: { edge: 'anthropic/claude-haiku-5-5', premium },
      });
      const rows = report.rows.map(({ policy, ...row }) => [policy.kind, row]);
      // Each: 1,000 × 4 + 100 × 20 at the premium tier, 1,000 × 0.1 + 100 × 0.5 at the edge.
      expect(rows.slice(0, 2)).toMatchObject([
        ['always-premium', { spent: { micros: 12_000, unknown: 0 }, shareOfPremium: 1, disappointed: 0 }],
        ['as-it-was', { spent: { micros: 300 }, shareOfPremium: 0.025, disappointed: 1, first: { edge: 2 } }],
      ]);
      expect(rows[3]).toMatchObject(['thresholds', { first: { edge: 0, cloud: 0, premium: 2 } }]);
      const found = report.rows.at(-1);
      expect(found?.policy).toEqual({ kind: 'thresholds', thresholds: report.found });
      expect(found?.spent.micros).toBeLessThanOrEqual(1_200);
      expect(report.proposal).toEqual({
        ...{ kind: 'too-little', missing: [{ tier: 'edge', band: 'easy', observations: 2 }], front: [] },
      });
    });
  });
});
