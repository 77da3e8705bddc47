import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../agents/providers/provider.ts';
import {
  createScripted,
  type Script,
  type ScriptedProvider,
  type ScriptStep,
} from '../../agents/providers/scripted.ts';
import { agentOf } from '../../agents/testing/engineConformance.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { readRunContext } from '../store/runContext.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, type TestServer } from './testing/server.ts';
import { messagesOf, runsOf } from './testing/workspace.ts';

const AGENTS = ['research', 'coder', 'health', 'business'];

describe.each(poolForms)('what people add to answers, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'while they are made', () => {
    const { db, workspace, start } = prepareGround({ open }, AGENTS);
    let provider: ScriptedProvider;

    async function serve(script: Script): Promise<TestServer> {
      provider = createScripted(script);
      return start({ engine: engineWith(provider) });
    }

    /** Somebody else in the chat. */
    async function join(name: string): Promise<string> {
      const id = newId();
      await db.pool.query(`insert into "user" (id, name, email, "updatedAt") values ($1, $2, $1, now())`, [id, name]);
      await db.pool.query(`insert into member ("chatId", "contactId", kind, version) values ($1, $2, 'user', 1)`, [
        workspace.chatId,
        id,
      ]);
      return id;
    }

    const storedOne = async (id: string): Promise<Message | undefined> =>
      (await messagesOf(db.database, workspace.chatId)).find((message) => message.id === id);

    async function asked(server: TestServer, text: string) {
      const { answers, requestId, runId } = await server.ask(text);
      const [answer] = answers;
      if (answer === undefined) throw new Error('nobody answers');
      const { userId, chatId } = workspace;
      const steer = (words: string, by = userId) =>
        server.runs.steer({ chatId, messageId: answer.id, text: words, userId: by });
      return { id: answer.id, requestId, runId, steer };
    }

    it('is read before one more turn, and stands at the answer with who said it', async () => {
      const go = Promise.withResolvers<void>();
      const server = await serve(({ rounds = [] }) =>
        rounds.length === 0 ? [{ text: 'Bees.' }, { until: go.promise }] : [{ text: 'And wax.' }],
      );
      const bo = await join('Bo');
      const { id, requestId, steer } = await asked(server, '@research look at bees');
      await server.seen((text) => text === 'Bees.');
      const { version } = await steer('also look at wax');
      const told = server.told.changes.find((change) => change.version === version)?.messages?.[0];
      expect(told).toMatchObject({ id, status: 'streaming', steers: [{ by: workspace.userId, taken: false }] });
      await steer('and be short', bo);
      go.resolve();
      expect(await server.ended(id)).toMatchObject({
        status: 'complete',
        text: 'Bees.\n\nAnd wax.',
        steers: [
          { by: workspace.userId, text: 'also look at wax', taken: true },
          { by: bo, text: 'and be short', taken: true },
        ],
      });
      expect(provider.calls[1]?.rounds).toMatchObject([
        { text: 'Bees.', added: 'Ada adds: also look at wax\n\nBo adds: and be short' },
      ]);
      const versions = server.told.changes.map((change) => change.version);
      expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
      await expect.poll(async () => (await runsOf(db.database, workspace.chatId))[0]?.status).toBe('done');

      // Agents asked later read it too, and whose words they are counts.
      const { userId: askedBy, chatId } = workspace;
      const later = await server.ask('@coder go on');
      await server.ended(later.answers[0]?.id ?? '');
      expect(
        provider.calls
          .at(-1)
          ?.turns.map(({ text }) => text)
          .join('\n'),
      ).toContain('[While this was written Bo added: and be short]');
      const context = await readRunContext(db.pool, { chatId, requestId: later.requestId, askedBy, most: 10 });
      expect(context?.said.map(({ outside }) => outside)).toEqual([false, true]);
      expect(requestId).not.toBe(later.requestId);
    });

    it('is read with the request, where the answer is written anew', async () => {
      const go = Promise.withResolvers<void>();
      const server = await serve((_, call) =>
        call === 1 ? [{ text: 'Bees.' }, { until: go.promise }, { fail: 'refused' }] : [{ text: 'Both.' }],
      );
      const { id, steer } = await asked(server, '@research look at bees');
      await server.seen((text) => text === 'Bees.');
      await steer('also look at wax');
      go.resolve();
      expect(await server.ended(id)).toMatchObject({ status: 'cut', steers: [{ taken: false }] });
      const { userId: askedBy, chatId } = workspace;
      await server.runs.retry({ chatId, messageId: id, mode: 'again', askedBy });
      expect(await server.ended(id, 1)).toMatchObject({ text: 'Both.', steers: [{ taken: true }] });
      expect(provider.calls[1]?.turns.at(-1)?.text).toMatch(/look at bees\n\nAda adds: also look at wax$/);
    });

    it('comes too late for what is finished or stopped, and is enough at some time', async () => {
      const server = await serve([{ text: 'Bees.' }, { hang: true }]);
      const { id, steer } = await asked(server, '@research look at bees');
      await server.seen((text) => text === 'Bees.');
      for (let at = 0; at < 20; at++) await steer(`and ${String(at)}`);
      await expect(steer('and more')).rejects.toMatchObject({ code: 'conflict', reason: 'steers-full' });
      const { chatId } = workspace;
      await server.runs.stopAnswer({ chatId, messageId: id });
      await server.ended(id);
      await expect(steer('and more')).rejects.toMatchObject({ code: 'conflict', reason: 'too-late' });
      expect((await storedOne(id))?.steers?.filter(({ taken }) => taken)).toEqual([]);
    });

    it('is only for those who may write', async () => {
      const server = await serve([{ text: 'Bees.' }, { hang: true }]);
      const bo = await join('Bo');
      const { id, steer } = await asked(server, '@research look at bees');
      await server.seen((text) => text === 'Bees.');
      const permissions = { addMembers: 'admins', write: 'admins', mentionAll: 'everyone' };
      await db.pool.query('update chat set permissions = $2 where id = $1', [workspace.chatId, permissions]);
      await expect(steer('and wax', bo)).rejects.toMatchObject({ code: 'forbidden', reason: 'write' });
      await expect(steer('and wax', newId())).rejects.toMatchObject({ code: 'not-found', reason: 'chat' });
      expect((await storedOne(id))?.steers).toBeUndefined();
      await server.runs.stopChat(workspace.chatId);
      await server.ended(id);
    });

    it('is not gone round by who lets agents write instead', async () => {
      const server = await serve(() => [{ text: 'Done.' }]);
      const { chatId } = workspace;
      const { answers, requestId } = await server.ask('@research go');
      const messageId = answers[0]?.id ?? '';
      await server.ended(messageId);
      const [ben, left] = [await join('Ben'), await join('Eve')];
      const permissions = { addMembers: 'admins', write: 'admins', mentionAll: 'everyone' };
      await db.pool.query('update chat set permissions = $2 where id = $1', [chatId, permissions]);
      await db.pool.query('update member set "leftAt" = now() where "contactId" = $1', [left]);
      for (const [askedBy, code] of [
        [ben, 'forbidden'],
        [left, 'not-found'],
      ] as const) {
        await expect(server.runs.retry({ chatId, messageId, mode: 'again', askedBy })).rejects.toMatchObject({ code });
        const rerouted = server.runs.reroute({ chatId, requestId, agentIds: ['coder'], askedBy });
        await expect(rerouted).rejects.toMatchObject({ code });
      }
      expect(await storedOne(messageId)).toMatchObject({ text: 'Done.', status: 'complete', epoch: 0 });
    });

    it('is asked for where a request has changed hands too often, and then it goes on once', async () => {
      const hands = (to: string): ScriptStep[] => [{ call: 'hand_over', input: { to, task: `For ${to}` } }];
      const next: Record<string, string> = {
        research: 'coder',
        coder: 'health',
        health: 'business',
        business: 'coder',
      };
      let rounds = 0;
      const server = await serve((request: ModelRequest) => {
        const to = next[agentOf(request)] ?? '';
        rounds += 1;
        return rounds <= 4 ? hands(to) : [{ text: 'Done.' }];
      });
      const { userId, chatId } = workspace;
      await server.ask('@research look');
      const last = async () => (await messagesOf(db.database, chatId)).at(-1);
      await expect.poll(async () => (await last())?.passOn).toEqual({ to: 'coder' });
      await expect.poll(async () => (await runsOf(db.database, chatId)).map(({ status }) => status)).toEqual(['done']);
      const asking = await last();
      expect(asking).toMatchObject({ senderId: 'business', status: 'complete' });
      const messageId = asking?.id ?? '';
      const go = await Promise.allSettled([1, 2].map(() => server.runs.goOn({ chatId, messageId, userId })));
      expect(go.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      await expect.poll(async () => (await last())?.text).toBe('Done.');
      expect(provider.calls.map(agentOf)).toEqual(['research', 'coder', 'health', 'business', 'coder']);
      expect(provider.calls.at(-1)?.turns.at(-1)?.text).toMatch(/Business handed this over to you[^]*For coder/);
      expect((await storedOne(messageId))?.passOn).toBeUndefined();
      await expect(server.runs.goOn({ chatId, messageId, userId })).rejects.toMatchObject({ reason: 'not-asked' });
    });
  });
});
