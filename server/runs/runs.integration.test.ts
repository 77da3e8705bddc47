import { describe, expect, it } from 'vitest';
import { createScripted, type Script, type ScriptedProvider, writing } from '../../agents/providers/scripted.ts';
import type { Message } from '../../shared/message.ts';
import { stepsAtFirst, stepsOfRun } from '../store/steps.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, type ServerSettings, type TestServer } from './testing/server.ts';
import { Viewer } from './testing/viewer.ts';
import { messagesOf, runsOf, seed } from './testing/workspace.ts';

const WORDS = Array.from({ length: 60 }, (_, index) => `wörd🐝${index} `);
const TEXT = WORDS.join('');
const HALF = WORDS.slice(0, 30).join('');

function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  return items[0]!;
}

describe.each(poolForms)('runs, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'at work', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);
    let provider: ScriptedProvider;

    async function serve(script: Script, more: Partial<ServerSettings> = {}): Promise<TestServer> {
      provider = createScripted(script);
      return start({ engine: engineWith(provider), ...more });
    }

    const stored = () => messagesOf(db.database, workspace.chatId);
    const runs = () => runsOf(db.database, workspace.chatId);
    const storedOne = async (id: string): Promise<Message> =>
      only((await stored()).filter((message) => message.id === id));

    it('are stored with the steps that who stored them takes them for', async () => {
      const idle = await start({ engine: undefined });
      const { runId, answers } = await idle.ask('@research @coder go');
      const steps = await stepsOfRun(db.pool, runId);
      expect(steps.map(({ messageId }) => messageId)).toEqual(answers.map(({ id }) => id));
      expect(stepsAtFirst(steps.map(({ id, ...of }) => ({ stepId: id, ...of })))).toEqual(steps);
      await idle.runs.stopChat(workspace.chatId);
    });

    it('writes every answer once, and what viewers saw is what is stored', async () => {
      const server = await serve(writing(WORDS, 3));
      const viewer = new Viewer(server, workspace.chatId);
      const { answers } = await server.ask('@research @coder what is new?');
      const finals = await Promise.all(answers.map((answer) => server.ended(answer.id)));
      expect(finals.map((message) => [message.status, message.text, message.senderId])).toEqual([
        ['complete', TEXT, 'research'],
        ['complete', TEXT, 'coder'],
      ]);
      expect(finals.map((message) => viewer.textOf(message.id))).toEqual([TEXT, TEXT]);
      await expect.poll(async () => (await runs()).map((run) => run.status)).toEqual(['done']);
      expect((await stored()).slice(1).map((message) => message.text)).toEqual([TEXT, TEXT]);
      expect(server.texts.board.ofChat(workspace.chatId)).toEqual([]);
      const versions = server.told.changes.map((change) => change.version);
      expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
    });

    it('ends a run of one answer under one version', async () => {
      const server = await serve(writing(['Hello']));
      const { answers } = await server.ask('@research hello');
      await server.ended(only(answers).id);
      const last = server.told.changes.at(-1);
      expect(last?.messages).toHaveLength(1);
      expect(last?.runs?.[0]).toMatchObject({ status: 'done', costMicros: null, version: last?.version });
      expect(last?.runs?.[0]?.finishedAt).not.toBeNull();
      const states = () => server.told.states.map(({ state }) => state);
      await expect.poll(states).toEqual(['accepted', 'reading', 'writing', 'done']);
    });

    it('shows the same to who comes late, hears twice, or misses much', async () => {
      const half = Promise.withResolvers<void>();
      const server = await serve([
        ...writing(WORDS.slice(0, 30), 3),
        { until: half.promise },
        ...writing(WORDS.slice(30), 3),
      ]);
      let count = 0;
      const twice = new Viewer(server, workspace.chatId, (deltas) => deltas.flatMap((delta) => [delta, delta]));
      const lossy = new Viewer(server, workspace.chatId, (deltas) => deltas.filter(() => count++ % 3 === 2));
      const { id } = only((await server.ask('@research go')).answers);
      await server.seen((text) => text === HALF);
      await lossy.settled();
      const late = new Viewer(server, workspace.chatId);
      expect(late.textOf(id)).toBe(HALF);
      half.resolve();
      await server.ended(id);
      await lossy.settled();
      expect(twice.textOf(id)).toBe(TEXT);
      expect(late.textOf(id)).toBe(TEXT);
      expect(TEXT.startsWith(lossy.textOf(id))).toBe(true);
      expect(lossy.textOf(id).length).toBeGreaterThan(0);
    });

    it('stops one answer and lets the other go on', async () => {
      const go = Promise.withResolvers<void>();
      const server = await serve([{ text: HALF }, { until: go.promise }, { text: 'end' }]);
      const { answers } = await server.ask('@research @coder go');
      const [first, second] = answers as [Message, Message];
      await server.seen((_, delta) => delta.messageId === first.id);
      await server.runs.stopAnswer({ chatId: workspace.chatId, messageId: first.id });
      expect(await server.ended(first.id)).toMatchObject({ status: 'stopped', text: HALF, failure: null });
      expect((await storedOne(second.id)).status).toBe('streaming');
      go.resolve();
      expect(await server.ended(second.id)).toMatchObject({ status: 'complete', text: `${HALF}end` });
      await expect.poll(async () => only(await runs()).status).toBe('done');
    });

    it('stops all of a chat', async () => {
      const server = await serve([{ text: HALF }, { hang: true }]);
      const { answers } = await server.ask('@all go');
      await Promise.all(answers.map(({ id }) => server.seen((_, delta) => delta.messageId === id)));
      await server.runs.stopChat(workspace.chatId);
      for (const { id } of answers) expect(await server.ended(id)).toMatchObject({ status: 'stopped', text: HALF });
      await expect.poll(async () => only(await runs()).status).toBe('stopped');
    });

    it('stops what nobody works on yet, whole or in part', async () => {
      const web = await serve([], { engine: undefined });
      const { answers } = await web.ask('@research @coder go');
      const [first, second] = answers as [Message, Message];
      await web.runs.stopAnswer({ chatId: workspace.chatId, messageId: first.id });
      expect(await web.ended(first.id)).toMatchObject({ status: 'stopped', text: '' });
      const worker = await serve(writing(['Hello']));
      expect(await worker.ended(second.id)).toMatchObject({ status: 'complete', text: 'Hello' });
      expect(provider.calls).toHaveLength(1);
      await worker.close();

      const again = await web.ask('@research once more');
      await web.runs.stopChat(workspace.chatId);
      expect(await web.ended(only(again.answers).id)).toMatchObject({ status: 'stopped' });
      await expect.poll(async () => (await runs()).map((run) => run.status)).toEqual(['done', 'stopped']);
    });

    it('writes an answer anew in the same bubble', async () => {
      const server = await serve((_, call) => [{ text: `take ${call}` }]);
      const viewer = new Viewer(server, workspace.chatId);
      const { answers } = await server.ask('@research go');
      const { id } = only(answers);
      await server.ended(id);
      await server.runs.retry({ chatId: workspace.chatId, messageId: id, mode: 'again', askedBy: workspace.userId });
      const reopened = server.told.changes.flatMap((change) => change.messages ?? []).at(-1);
      expect(reopened).toMatchObject({ id, status: 'streaming', text: '', epoch: 1, failure: null, facts: null });
      expect(await server.ended(id, 1)).toMatchObject({ status: 'complete', text: 'take 2', epoch: 1 });
      expect(viewer.texts.get(id)).toEqual({ epoch: 1, text: 'take 2' });
      expect((await runs()).map((run) => [run.reason, run.status])).toEqual([
        ['mentioned', 'done'],
        ['retried', 'done'],
      ]);
      expect((await stored()).filter((message) => message.senderKind === 'agent')).toHaveLength(1);
    });

    it('continues an answer that was cut, after what is there', async () => {
      const server = await serve((_, call) =>
        call === 1 ? [{ text: HALF }, { finish: 'length' }] : writing(WORDS, 1),
      );
      const viewer = new Viewer(server, workspace.chatId);
      const { id } = only((await server.ask('@research go')).answers);
      expect(await server.ended(id)).toMatchObject({ status: 'cut', failure: 'cut-short', text: HALF });
      await server.runs.retry({ chatId: workspace.chatId, messageId: id, mode: 'continue', askedBy: workspace.userId });
      expect(await server.ended(id, 1)).toMatchObject({ status: 'complete', text: TEXT, epoch: 1 });
      expect(provider.calls.map((call) => call.soFar)).toEqual(['', HALF]);
      expect(viewer.textOf(id)).toBe(TEXT);
    });

    it('refuses to write again what is no answer, is being written or is whole', async () => {
      const server = await serve((_, call) => (call === 1 ? [{ text: 'done' }] : [{ text: HALF }, { hang: true }]));
      const { requestId, answers } = await server.ask('@research go');
      const { id } = only(answers);
      const retry = (messageId: string, mode: 'again' | 'continue') =>
        server.runs.retry({ chatId: workspace.chatId, messageId, mode, askedBy: workspace.userId });
      await server.ended(id);
      await expect(retry(requestId, 'again')).rejects.toMatchObject({ code: 'not-found' });
      await expect(retry(id, 'continue')).rejects.toMatchObject({ code: 'conflict', reason: 'not-continuable' });
      await retry(id, 'again');
      await expect(retry(id, 'again')).rejects.toMatchObject({ code: 'conflict', reason: 'streaming' });
      await db.pool.query(`update member set "leftAt" = now() where "chatId" = $1 and "contactId" = 'research'`, [
        workspace.chatId,
      ]);
      await server.runs.stopChat(workspace.chatId);
      await server.ended(id, 1);
      await expect(retry(id, 'again')).rejects.toMatchObject({ code: 'conflict', reason: 'agent-gone' });
      const elsewhere = { ...workspace, ...(await seed(db.pool, ['research'])) };
      await expect(
        server.runs.retry({ chatId: elsewhere.chatId, messageId: id, mode: 'again', askedBy: elsewhere.userId }),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('lets others answer a request, and stops those who did', async () => {
      const server = await serve((request) =>
        request.system.includes('You are Coder (@coder)')
          ? [{ text: 'from the coder' }]
          : [{ text: HALF }, { hang: true }],
      );
      const { requestId, answers } = await server.ask('@research go');
      const { id } = only(answers);
      await server.seen((_, delta) => delta.messageId === id);
      const reroute = (agentIds: string[], request = requestId) =>
        server.runs.reroute({ chatId: workspace.chatId, requestId: request, agentIds, askedBy: workspace.userId });
      await expect(reroute(['health'])).rejects.toMatchObject({ code: 'conflict', reason: 'agent-gone' });
      await expect(reroute(['coder'], id)).rejects.toMatchObject({ code: 'not-found' });
      const { version } = await reroute(['coder', 'coder']);
      const change = server.told.changes.find((told) => told.version === version);
      expect(change?.messages?.map((message) => [message.senderId, message.seq, message.replyTo])).toEqual([
        ['coder', 3, requestId],
      ]);
      expect(only(change?.runs ?? [])).toMatchObject({ reason: 'rerouted', requestId });
      expect(await server.ended(id)).toMatchObject({ status: 'stopped', text: HALF });
      expect(await server.ended(change?.messages?.[0]?.id ?? '')).toMatchObject({ text: 'from the coder' });
    });

    it('stops while the queen still chooses', async () => {
      await db.pool.query(`update chat set answers = 'useful' where id = $1`, [workspace.chatId]);
      const server = await serve([{ hang: true }]);
      await server.ask('show me code for a client in typescript');
      await expect.poll(() => provider.calls.length).toBe(1);
      await server.runs.stopChat(workspace.chatId);
      await expect.poll(async () => only(await runs()).status).toBe('stopped');
      expect(await stored()).toHaveLength(1);
    });

    it('makes bubbles for those the queen chooses, and one for her own words', async () => {
      await db.pool.query(`update chat set answers = 'useful' where id = $1`, [workspace.chatId]);
      const server = await serve(writing(['Hello']));
      const { runId, answers } = await server.ask('show me code for a client in typescript');
      expect(answers).toEqual([]);
      await expect.poll(async () => only(await runs()).status).toBe('done');
      const [request, ...made] = await stored();
      expect(made.length).toBeGreaterThan(0);
      expect(made.map((message) => [message.senderKind, message.status, message.replyTo, message.runId])).toEqual(
        made.map(() => ['agent', 'complete', request?.id, runId]),
      );
      expect(only(await runs()).answers.map((answer) => answer.messageId)).toEqual(made.map((message) => message.id));
    });

    it('brings answers together, and writes the combined one again', async () => {
      const server = await serve((_, call) => [{ text: `text ${call}` }]);
      await server.ask('@research @coder give me one combined answer, please: a summary of both');
      await expect.poll(async () => only(await runs()).status).toBe('done');
      const combined = (await stored()).at(-1);
      expect(combined).toMatchObject({ senderId: 'queen', text: 'text 3', status: 'complete' });
      await server.runs.retry({
        chatId: workspace.chatId,
        messageId: combined?.id ?? '',
        mode: 'again',
        askedBy: workspace.userId,
      });
      expect(await server.ended(combined?.id ?? '', 1)).toMatchObject({ text: 'text 4', status: 'complete' });
      expect(provider.calls).toHaveLength(4);
      await expect.poll(async () => (await runs()).map((run) => run.status)).toEqual(['done', 'done']);
    });

    it('lets only one of two owners have an effect', async () => {
      const go = Promise.withResolvers<void>();
      const first = await serve([{ text: 'first' }, { until: go.promise }]);
      const { runId, answers } = await first.ask('@research go');
      const { id } = only(answers);
      await first.seen((text) => text === 'first');
      // The first owner seems dead to the others, though it only thinks long.
      await db.pool.query(`update run set "leaseUntil" = now() - interval '1 second' where id = $1`, [runId]);
      const second = await serve([{ text: 'first, and second' }]);
      expect(await second.ended(id, 1)).toMatchObject({ status: 'complete', epoch: 1 });
      go.resolve();
      await first.close();
      expect(
        first.told.changes.flatMap((change) => change.messages ?? []).filter((message) => message.id === id),
      ).toHaveLength(1);
      expect(await storedOne(id)).toMatchObject({ status: 'complete', epoch: 1, text: 'first, and second' });
      expect(only(await runs()).status).toBe('done');
    });

    it('hands over what is not done in time, with the text so far', async () => {
      const first = await serve([{ text: HALF }, { hang: true }]);
      const { id } = only((await first.ask('@research go')).answers);
      await first.seen((text) => text === HALF);
      await first.close(50);
      expect((await storedOne(id)).status).toBe('streaming');
      const second = await serve(writing(WORDS, 1));
      const viewer = new Viewer(second, workspace.chatId);
      expect(await second.ended(id, 1)).toMatchObject({ status: 'complete', text: TEXT });
      expect(viewer.textOf(id)).toBe(TEXT);
      expect(provider.calls.map((call) => call.soFar)).toEqual([HALF]);
    });

    it('gives up a run whose processes died again and again', async () => {
      const web = await serve([], { engine: undefined });
      const { runId, answers } = await web.ask('@research go');
      await db.pool.query(`update run set attempts = 5, epoch = 5 where id = $1`, [runId]);
      const worker = await serve([{ text: 'never' }]);
      expect(await worker.ended(only(answers).id)).toMatchObject({ status: 'failed', failure: 'interrupted' });
      expect(provider.calls).toHaveLength(0);
      expect(only(await runs()).status).toBe('failed');
    });

    it('gives up a run that could not be read again and again', async () => {
      const web = await serve([], { engine: undefined });
      await web.ask('What nobody answers');
      await db.pool.query(`update message set extras = '{"cards": "none"}' where "chatId" = $1`, [workspace.chatId]);
      const { runId, answers } = await web.ask('@research go');
      await db.pool.query(`update run set attempts = 5, epoch = 5 where id = $1`, [runId]);
      const worker = await serve([{ text: 'never' }]);
      expect(await worker.ended(only(answers).id)).toMatchObject({ status: 'failed', failure: 'interrupted' });
    });

    it('fails the answers of an engine that breaks', async () => {
      const engine = { id: 'broken', execute: () => Promise.reject(new Error('broken')) };
      const server = await serve([], { engine });
      const { answers } = await server.ask('@research @coder go');
      for (const { id } of answers)
        expect(await server.ended(id)).toMatchObject({ status: 'failed', failure: 'internal' });
      await expect.poll(async () => only(await runs()).status).toBe('failed');
    });
  });
});
