import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createScripted } from '../../agents/providers/scripted.ts';
import { agentOf } from '../../agents/testing/engineConformance.ts';
import type { Tool } from '../../agents/tools/tool.ts';
import { BoardRun } from '../../shared/board.ts';
import { newId } from '../../shared/ids.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith } from './testing/server.ts';
import { runsOf, seed } from './testing/workspace.ts';

const look: Tool = {
  ...{ name: 'look', about: 'Looks.', effect: 'read', limits: { timeMs: 10_000, characters: 1_000 } },
  input: z.object({ at: z.string() }),
  async run() {
    const sources = [{ url: 'https://bees.example/1', title: 'Bees', quote: 'They dance.' }];
    return { kind: 'done', text: '[1] They dance.', fromOutside: true, sources };
  },
};

describe.each(poolForms)('the board, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'of a chat', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);

    it('tells who did what when, and who handed what to whom', async () => {
      const { userId, chatId } = workspace;
      const go = Promise.withResolvers<void>();
      const provider = createScripted((request) => {
        if (agentOf(request) === 'coder') return [{ text: 'Written.' }];
        switch (request.rounds?.length ?? 0) {
          case 0:
            return [{ call: 'look', input: { at: 'bees' } }];
          case 1:
            return [{ text: 'They dance [1].' }, { until: go.promise }];
          default:
            return [{ call: 'hand_over', input: { to: 'coder', task: 'Write it down.' } }];
        }
      });
      const server = await start({ engine: engineWith(provider, [look]) });
      const { runId, answers } = await server.ask('@research   look at\nbees');
      const messageId = answers[0]?.id ?? '';
      await server.seen((text) => text === 'They dance [1].');
      const during = await server.runs.read({ chatId, runId });
      expect(BoardRun.safeParse(during).error).toBeUndefined();
      expect(during).toMatchObject({
        request: '@research look at bees',
        steps: [{ state: 'working', turns: [{ inputTokens: 10 }], calls: [{ tool: 'look', state: 'done' }] }],
      });
      await server.runs.steer({ chatId, messageId, text: 'and write it down', userId });
      go.resolve();
      await expect.poll(async () => (await runsOf(db.database, chatId))[0]?.status).toBe('done');
      const { steps } = await server.runs.read({ chatId, runId });
      expect(steps).toMatchObject([
        {
          ...{ agentId: 'research', state: 'done', handedBy: null, hosts: [{ host: 'bees.example', sources: 1 }] },
          steers: [{ by: userId, text: 'and write it down', taken: true }],
        },
        { agentId: 'coder', state: 'done', handedBy: 'research', task: 'Write it down.', hosts: [] },
      ]);
      for (const { startedAt, endedAt, turns, calls } of steps) {
        for (const one of [...turns, ...calls]) {
          expect(one.startedAt).toBeGreaterThanOrEqual(startedAt);
          expect(one.endedAt).toBeLessThanOrEqual(endedAt ?? 0);
        }
      }

      // What is deleted is told no more.
      await server.messages.delete(userId, { chatId, messageId });
      expect((await server.runs.read({ chatId, runId })).steps[0]).toMatchObject({ calls: [], steers: [], hosts: [] });
      const other = await seed(db.pool, []);
      await expect(server.runs.read({ chatId: other.chatId, runId })).rejects.toMatchObject({ code: 'not-found' });
    });

    it('lists runs a page at a time, the newest first', async () => {
      const { userId, chatId } = workspace;
      const ids = Array.from({ length: 25 }, () => newId());
      await db.pool.query(
        `insert into run (id, "chatId", "requestId", version, status, reason, "askedBy", "createdAt")
         select id, $2, id, 1, 'done', 'mentioned', $3, now() + place * interval '1 second'
         from unnest($1::text[]) with ordinality as ids(id, place)`,
        [ids, chatId, userId],
      );
      const server = await start({});
      const first = await server.runs.list({ chatId });
      expect(first.more).toBe(true);
      const second = await server.runs.list({ chatId, before: first.runs.at(-1)?.run.id });
      expect(second.more).toBe(false);
      expect([...first.runs, ...second.runs].map(({ run }) => run.id)).toEqual(ids.toReversed());
    });
  });
});
