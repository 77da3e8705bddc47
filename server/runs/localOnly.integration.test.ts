import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDirectEngine } from '../../agents/engines/direct/direct.ts';
import { createScripted, type Script, type ScriptedProvider } from '../../agents/providers/scripted.ts';
import { specialistById } from '../../agents/roster/roster.ts';
import { done, toolNamed } from '../../agents/run/loop/testing/loopParts.ts';
import { modelsWith } from '../../agents/testing/parts.ts';
import { createMayLeave } from './mayLeave.ts';
import { aroundQueries } from '../store/testing/aroundQueries.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { waitingOn } from './testing/asking.ts';
import { prepareGround } from './testing/ground.ts';
import { silent, type TestServer } from './testing/server.ts';

/** What no small model is asked, where there is a better one. */
const HARD = `@research go: ${Array.from({ length: 120 }, (_, at) => `const bee${at} = hive(${at});`).join('\n')}`;

describe.each(poolForms)('a chat that begins to keep to local models, $name', ({ name, missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'while agents work', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research']);
    let far: ScriptedProvider;
    let near: ScriptedProvider;

    beforeEach(async () => {
      await db.pool.query(`update member set role = 'owner' where "chatId" = $1 and kind = 'user'`, [workspace.chatId]);
    });

    async function serve(script: Script, answering: Script = [{ text: 'Near.' }]): Promise<TestServer> {
      far = createScripted(script, { id: 'anthropic' });
      near = createScripted(answering, { id: 'ollama' });
      const models = modelsWith([far, near], { anthropic: ['claude-sonnet-5-5'], ollama: ['qwen3'] }, ['ollama']);
      const write = toolNamed('write', (of) => done(`wrote ${of}`), { effect: 'write' });
      const tools = () => [write];
      const mayLeave = createMayLeave(db.pool, (chatId) => server.runs.keepLocal(chatId));
      const engine = createDirectEngine({ models, specialist: specialistById, tools, mayLeave, log: silent });
      const server = await start({ engine });
      return server;
    }

    const keepLocalUnheard = () =>
      db.pool.query('update chat set "localOnly" = true where id = $1', [workspace.chatId]);

    const keepLocal = (server: TestServer) =>
      server.members.update(workspace.userId, { chatId: workspace.chatId, localOnly: true });

    it('takes back what is being written, and has it go on there', async () => {
      const server = await serve([{ text: 'Far, ' }, { hang: true }]);
      const { answers } = await server.ask(HARD);
      const id = answers[0]?.id ?? '';
      await server.seen((text) => text === 'Far, ');
      await keepLocal(server);
      const ended = await server.ended(id);
      expect(ended).toMatchObject({ status: 'complete', text: 'Far, Near.', facts: { provider: 'ollama' } });
      expect(far.calls).toHaveLength(1);
      expect(far.calls[0]?.signal.aborted).toBe(true);
    });

    it('goes on there once people have said yes to what was asked before', async () => {
      const server = await serve(({ rounds = [] }) =>
        rounds.length === 0 ? [{ call: 'write', input: { of: 'x' } }] : [],
      );
      const { answers } = await server.ask(HARD);
      const { about } = await waitingOn(server, answers[0]?.id ?? '');
      await keepLocal(server);
      await server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
      expect(await server.ended(about.messageId)).toMatchObject({ status: 'complete', text: 'Near.' });
      expect(near.calls[0]?.rounds?.[0]?.results[0]?.text).toContain('wrote x');
      expect(far.calls).toHaveLength(1);
    });

    it('hears of it though no bus brings it', async () => {
      const server = await serve([{ text: 'Far, ' }, { hang: true }]);
      const { answers } = await server.ask(HARD);
      await server.seen((text) => text === 'Far, ');
      await keepLocalUnheard();
      expect(await server.ended(answers[0]?.id ?? '')).toMatchObject({ text: 'Far, Near.' });
      expect(far.calls).toHaveLength(1);
    });

    it('sends away nothing that is added from then on, though no bus brings it', async () => {
      const added = Promise.withResolvers<void>();
      const script: Script = ({ rounds = [] }) =>
        rounds.length === 0 ? [{ text: 'Far, ' }, { until: added.promise }] : [{ text: 'still far.' }];
      const server = await serve(script);
      const { answers } = await server.ask(HARD);
      const id = answers[0]?.id ?? '';
      await server.seen((text) => text === 'Far, ');
      await keepLocalUnheard();
      const about = { chatId: workspace.chatId, messageId: id, userId: workspace.userId };
      await server.runs.steer({ ...about, text: 'It stays with us: 4711.' });
      added.resolve();
      expect(await server.ended(id)).toMatchObject({ text: expect.stringContaining('Near.') as unknown });
      expect(far.calls).toHaveLength(1);
      expect(near.calls.at(-1)?.rounds?.at(-1)?.added).toContain('4711');
    });

    it('sends away nothing that a tool brings from then on, though no bus brings it', async () => {
      const server = await serve(({ rounds = [] }) =>
        rounds.length === 0 ? [{ call: 'write', input: { of: 'x' } }] : [{ text: 'still far.' }],
      );
      const { answers } = await server.ask(HARD);
      const { about } = await waitingOn(server, answers[0]?.id ?? '');
      await keepLocalUnheard();
      await server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
      expect(await server.ended(about.messageId)).toMatchObject({ text: 'Near.' });
      expect(far.calls).toHaveLength(1);
    });

    const locks = name === 'embedded' ? [] : ['step'];
    it.each(locks)('lets go of nothing that is just being kept, in a locked %s', async () => {
      const server = await serve([{ text: 'Far, ' }, { hang: true }]);
      const { answers, runId } = await server.ask(HARD);
      const id = answers[0]?.id ?? '';
      const other = await db.pool.connect();
      try {
        await other.query('begin');
        await server.seen((text) => text === 'Far, ');
        await other.query('select from step where "messageId" = $1 for update', [id]);
        const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'update step%'`;
        await expect.poll(async () => (await db.pool.query(waits)).rowCount).toBeGreaterThan(0);
        await keepLocal(server);
        await expect.poll(() => far.calls[0]?.signal.aborted).toBe(true);
        await pause(200);
        const { rows } = await db.pool.query('select owner from run where id = $1', [runId]);
        expect(rows).toEqual([{ owner: expect.any(String) as unknown }]);
      } finally {
        await other.query('commit');
        other.release();
      }
      expect(await server.ended(id)).toMatchObject({ text: 'Far, Near.' });
    });

    it('has begin there what is being taken meanwhile', async () => {
      const restore = aroundQueries(db.pool, async (statement, ask) => {
        const result = await ask();
        if (statement === 'take-run') await keepLocal(server);
        return result;
      });
      const server = await serve([{ text: 'Far.' }]);
      const { answers } = await server.ask(HARD);
      expect(await server.ended(answers[0]?.id ?? '')).toMatchObject({ text: 'Near.' });
      expect(far.calls).toEqual([]);
      restore();
    });

    it('has what waited to be begun begin there', async () => {
      const asking = await start({});
      const { answers } = await asking.ask(HARD);
      await keepLocal(asking);
      const server = await serve([{ text: 'Far.' }]);
      const ended = await server.ended(answers[0]?.id ?? '');
      expect(ended).toMatchObject({ text: 'Near.', facts: { provider: 'ollama' } });
      expect(far.calls).toEqual([]);
    });
  });
});
