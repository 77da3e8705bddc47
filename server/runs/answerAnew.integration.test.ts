import { describe, expect, it } from 'vitest';
import { createScripted, type Script } from '../../agents/providers/scripted.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith } from './testing/server.ts';

const EDGE = 'claude-haiku-5-5';
const CLOUD = 'claude-sonnet-5-5';
const NO = 'I’m sorry, but I can’t help with that.';

describe.each(poolForms)('an answer that failed its checks, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'given anew', () => {
    const { db, start } = prepareGround({ open }, ['assistant']);

    async function serve(script: Script) {
      const usage = { inputTokens: 1_000, outputTokens: 100 };
      const provider = createScripted(script, { id: 'anthropic', usage });
      const server = await start({ engine: engineWith(provider, [], { listed: [EDGE, CLOUD] }) });
      return { server, models: () => provider.calls.map(({ model }) => model) };
    }

    it('takes the place of the first in the next epoch, for all who look, and costs both', async () => {
      const { server, models } = await serve((_, call) => [{ text: call === 1 ? NO : 'Honey for all.' }]);
      const { answers, runId } = await server.ask('@assistant plan a party');
      const id = answers[0]?.id ?? '';
      const answer = await server.ended(id);
      expect(models()).toEqual([EDGE, CLOUD]);
      expect(answer).toMatchObject({ text: 'Honey for all.', epoch: 1, status: 'complete' });
      expect(answer.facts).toMatchObject({ model: CLOUD, first: { model: EDGE, flaw: 'declined', shown: true } });
      expect(server.told.deltas.filter(({ messageId }) => messageId === id)).toMatchObject([
        { epoch: 0, offset: 0, text: NO },
        { epoch: 1, offset: 0, text: 'Honey for all.' },
      ]);
      const { rows } = await db.pool.query<{ costMicros: string }>('select "costMicros" from run where id = $1', [
        runId,
      ]);
      // 1,000 × 0.1 + 100 × 0.5 at the edge; 1,000 × 2 + 100 × 10 in the cloud.
      expect(Number(rows[0]?.costMicros)).toBe(answer.facts?.costMicros);
      expect(answer.facts?.first?.costMicros).toBe(150);
      expect(answer.facts?.costMicros).toBeGreaterThan(1_000);
    });

    it('goes on by the next process without asking the first model again', async () => {
      const { server } = await serve((_, call) => (call === 1 ? [{ text: NO }] : [{ text: 'Honey ' }, { hang: true }]));
      const { answers } = await server.ask('@assistant plan a party');
      const id = answers[0]?.id ?? '';
      await server.seen((text) => text.startsWith('Honey'));
      await server.close(0);
      const other = await serve([{ text: 'Honey ' }, { text: 'for all.' }]);
      const answer = await other.server.ended(id);
      expect(other.models()).toEqual([CLOUD]);
      expect(answer).toMatchObject({ text: 'Honey for all.', epoch: 2 });
      expect(answer.facts).toMatchObject({ inputTokens: 2_000, first: { model: EDGE, costMicros: 150 } });
    });

    it('is left alone by who has lost the run', async () => {
      const { server, models } = await serve(() => [
        { until: db.pool.query(`update run set owner = 'another', epoch = epoch + 1`) },
        { text: NO },
      ]);
      const { answers } = await server.ask('@assistant plan a party');
      await server.seen((text) => text === NO);
      await server.close();
      expect(models()).toEqual([EDGE]);
      const { rows } = await db.pool.query('select first, result from step where "messageId" = $1', [answers[0]?.id]);
      expect(rows).toEqual([{ first: null, result: null }]);
    });
  });
});
