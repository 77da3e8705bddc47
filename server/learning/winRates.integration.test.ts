import { describe, expect, it } from 'vitest';
import { createScripted } from '../../agents/providers/scripted.ts';
import { createInProcessBus } from '../bus/inProcessBus.ts';
import { prepareDatabase } from '../runs/testing/ground.ts';
import { engineWith, silent, startServer } from '../runs/testing/server.ts';
import { seed } from '../runs/testing/workspace.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { openTraces } from '../telemetry/traces.ts';
import { countedOf, openWinRates } from './winRates.ts';

const DAY = 86_400_000;
const NO_FEATURES = {
  ...{ characters: 20, codeLines: 0, maths: 0, questions: 0, otherLanguages: 0, tools: 0, attachments: 0, depth: 0 },
};

it('adds outcomes up by agent, tier and difficulty, the older ones more quietly', () => {
  const one: Parameters<typeof countedOf>[0][number] = {
    ...{ agent: { id: 'coder', tier: 'cloud' }, features: NO_FEATURES, tier: 'edge', outcome: 'thumbs-up' },
    ...{ inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, ageMs: 0 },
  };
  const hard = { ...NO_FEATURES, codeLines: 200, maths: 20 };
  expect(
    countedOf([
      one,
      { ...one, outcome: 'escalated', ageMs: 14 * DAY },
      { ...one, tier: 'cloud' },
      { ...one, agent: { id: 'health', tier: 'cloud' } },
      { ...one, features: hard, outcome: 'stopped' },
    ]),
  ).toEqual([
    { agentId: 'coder', tier: 'edge', band: 'easy', wins: 1, losses: 0.5, answers: 2 },
    { agentId: 'coder', tier: 'cloud', band: 'easy', wins: 1, losses: 0, answers: 1 },
    { agentId: 'health', tier: 'edge', band: 'easy', wins: 1, losses: 0, answers: 1 },
    { agentId: 'coder', tier: 'edge', band: 'hard', wins: 0, losses: 0.5, answers: 1 },
  ]);
});

describe.each(poolForms)('what was learned of agents, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'kept', () => {
    const db = prepareDatabase({ open });

    it('is counted from thumbs, retries, stops and escalations, told to all processes, and forgotten', async () => {
      const workspace = { ...db, ...(await seed(db.pool, ['research', 'coder', 'assistant'])) };
      await db.pool.query(`insert into workspace (id, name) values ('w', 'W')`);
      const traces = await openTraces({
        ...{ database: db.database, bus: createInProcessBus(silent), sweeps: false, logger: silent },
      });
      const provider = createScripted(
        ({ turns }) => {
          if (!/wait/.test(turns.at(-1)?.text ?? '')) return [{ text: 'Here it is.' }];
          return [{ text: 'Here' }, { hang: true }];
        },
        { id: 'anthropic' },
      );
      const listed = ['claude-haiku-5-5', 'claude-sonnet-5-5'];
      const server = await startServer(workspace, { engine: engineWith(provider, [], { listed }), traces });
      const answered = async (text: string) => {
        const { answers } = await server.ask(text);
        const id = answers[0]?.id ?? '';
        await server.ended(id);
        return id;
      };
      const thumbed = await answered('@research one');
      const reactions = JSON.stringify({ reactions: [{ emoji: '👎', contactIds: [workspace.userId] }] });
      await db.pool.query(`update message set extras = coalesce(extras, '{}') || $2::jsonb where id = $1`, [
        ...[thumbed, reactions],
      ]);
      await answered('@coder two');
      const { answers } = await server.ask('@assistant wait');
      const stopped = answers[0]?.id ?? '';
      await server.seen((text) => text === 'Here');
      await server.runs.stopAnswer({ chatId: workspace.chatId, messageId: stopped });
      await server.ended(stopped);
      await server.close();
      await traces.close();

      let now = Date.now() + 1_000;
      const tierOf = () => 'cloud' as const;
      const parts = { database: db.database, tierOf, counts: false, logger: silent, now: () => now };
      const learned = await openWinRates({ ...parts, bus: createInProcessBus(silent) });
      expect(await learned.list()).toEqual({ rates: [], expected: 0.7 });
      await learned.count();
      const { rates } = await learned.list();
      const rateOf = (agentId: string) => rates.find((one) => one.agentId === agentId)?.rate;
      expect(rates.map(({ agentId, tier, band, answers: count }) => [agentId, tier, band, count])).toEqual([
        ['assistant', 'edge', 'easy', 1],
        ['coder', 'edge', 'easy', 1],
        ['research', 'edge', 'easy', 1],
      ]);
      expect(rateOf('research')).toBeCloseTo(7 / 11, 3);
      expect(rateOf('coder')).toBeCloseTo(7.25 / 10.25, 3);
      expect(rateOf('assistant')).toBeCloseTo(7 / 10.5, 3);
      expect(learned.rates().size).toBe(3);

      const other = await openWinRates({ ...parts, bus: createInProcessBus(silent) });
      expect(other.rates()).toEqual(learned.rates());
      await learned.reset('research');
      expect((await learned.list()).rates.map(({ agentId }) => agentId)).toEqual(['assistant', 'coder']);
      // Counted a moment ago.
      await learned.count();
      now += 700_000;
      await learned.count();
      expect((await learned.list()).rates.map(({ agentId }) => agentId)).toEqual(['assistant', 'coder']);
      await learned.reset(null);
      now += 700_000;
      await learned.count();
      expect(learned.rates().size).toBe(0);
      learned.close();
      other.close();
    });
  });
});
