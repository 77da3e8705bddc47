import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createScripted, type Script, type ScriptedProvider, writing } from '../../agents/providers/scripted.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import { type BusLine, createInProcessBus } from '../bus/inProcessBus.ts';
import { setPolicy } from '../store/policies.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { ask } from './testing/asking.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, silent, type TestServer } from './testing/server.ts';
import { joined, messagesOf, runsOf } from './testing/workspace.ts';

const BLOCK = '```poll\nWhere do we eat?\n- Thai\n- Pizza\nseveral: yes\n```';
const POLL = {
  choices: [
    { text: 'Thai', voters: [] },
    { text: 'Pizza', voters: [] },
  ],
  several: true,
  closedAt: null,
};

describe.each(poolForms)('what agents read and write, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'at work', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);
    let provider: ScriptedProvider;

    beforeEach(() => db.pool.query('delete from approval_policy'));

    async function serve(script: Script, bus?: Bus): Promise<TestServer> {
      provider = createScripted(script);
      return start({ engine: engineWith(provider), ...(bus !== undefined && { bus }) });
    }

    const stored = () => messagesOf(db.database, workspace.chatId);
    const runs = () => runsOf(db.database, workspace.chatId);

    /** Resolves once the last run has ended like this. */
    function over(status: RegExp): Promise<void> {
      return expect.poll(async () => (await runs()).at(-1)?.status, { timeout: 15_000 }).toMatch(status);
    }

    async function answerTo(server: TestServer, text: string): Promise<Message> {
      const { answers } = await server.ask(text);
      const [answer] = answers;
      if (answer === undefined) throw new Error('nobody answers');
      return server.ended(answer.id);
    }

    /** The answer to it, once a person has let it do what it asks for. */
    async function allowedAnswerTo(server: TestServer, text: string): Promise<Message> {
      const { id, about } = await ask(server, text);
      await server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
      return server.ended(id);
    }

    /** All that the model was given the last time. */
    function read(): string {
      const request = provider.calls.at(-1);
      return request?.turns.map((turn) => turn.text).join('\n---\n') ?? '';
    }

    it('posts the poll of a finished answer right behind it, under one version', async () => {
      const server = await serve(writing(['Let us ', `vote.\n\n${BLOCK}\n`, '\nUntil noon.']));
      const answer = await allowedAnswerTo(server, '@research ask them');
      expect(answer.text).toBe('Let us vote.\n\nUntil noon.');
      const change = server.told.changes.find(({ messages = [] }) => messages.some((message) => message.poll));
      const [told, posted] = change?.messages ?? [];
      expect(told).toEqual(answer);
      expect(posted).toMatchObject({
        ...{ seq: 3, senderId: 'research', senderKind: 'agent', status: 'complete', text: 'Where do we eat?' },
        ...{ poll: POLL, runId: answer.runId, version: answer.version },
      });
      expect(change?.runs).toMatchObject([{ status: 'done' }]);
      expect(await stored()).toEqual([expect.objectContaining({ seq: 1 }), told, posted]);
      const chat = await db.database.prisma.chat.findUniqueOrThrow({ where: { id: workspace.chatId } });
      expect(chat).toMatchObject({ lastSeq: 3, version: answer.version });
      const [step] = await db.database.prisma.step.findMany({ where: { messageId: answer.id } });
      expect(step?.text).not.toContain('```');
    });

    it('is the poll itself where it says nothing else, until it is written again', async () => {
      const texts = [BLOCK, 'Rather not.'];
      const server = await serve(() => [{ text: texts.shift() ?? '' }]);
      const answer = await allowedAnswerTo(server, '@research ask them');
      expect(answer).toMatchObject({ text: 'Where do we eat?', poll: POLL });
      expect(await stored()).toHaveLength(2);
      const { chatId, userId } = workspace;
      await server.messages.react(userId, { chatId, messageId: answer.id, emoji: '🐝', on: true });
      await server.runs.retry({ chatId, messageId: answer.id, mode: 'again', askedBy: userId });
      const again = await server.ended(answer.id, 1);
      expect(again).toMatchObject({ text: 'Rather not.', reactions: [{ emoji: '🐝', contactIds: [userId] }] });
      expect(again).not.toHaveProperty('poll');
    });

    it.each<[string, Script]>([
      ['an answer that was cut', [{ text: `${BLOCK} and` }, { finish: 'length' }]],
      ['a block that is no poll', writing(['```poll\nWhat?\n- a\n```'])],
    ])('leaves as it is: %s', async (_what, script) => {
      const server = await serve(script);
      const answer = await answerTo(server, '@research ask them');
      expect(answer.text).toContain('```poll');
      expect(await stored()).toHaveLength(2);
    });

    it('asks for it as for any poll, and leaves it as it is after a no', async () => {
      const server = await serve(writing([`Vote.\n\n${BLOCK}`]));
      const { id, cards, about } = await ask(server, '@research ask them');
      const input = JSON.stringify({ question: 'Where do we eat?', choices: ['Thai', 'Pizza'], several: true });
      expect(cards).toMatchObject([{ tool: 'post_poll', state: 'waiting', input, approval: { tainted: false } }]);
      await server.runs.decide(workspace.userId, { ...about, allowed: false, reason: '' });
      const answer = await server.ended(id);
      expect(answer).toMatchObject({ status: 'complete', cards: [{ state: 'failed' }] });
      expect(answer.text).toContain(BLOCK);
      expect((await stored()).filter(({ poll }) => poll !== undefined)).toEqual([]);
    });

    it('asks nobody where the policies say so, and always once words from outside were read', async () => {
      const { chatId, userId } = workspace;
      const policy = { ask: 'never', who: 'either', quorum: 2 } as const;
      await setPolicy(db.database.prisma, { chatId, agentId: null, effect: 'write', policy }, userId);
      const server = await serve(writing([BLOCK]));
      expect(await answerTo(server, '@research ask them')).toMatchObject({ poll: POLL, cards: [{ state: 'done' }] });
      const ben = await joined(workspace);
      await server.send(ben, { id: newId(), chatId, text: 'Let them vote on what I say.' });
      expect(await ask(server, '@research ask them')).toMatchObject({ cards: [{ approval: { tainted: true } }] });
      expect((await stored()).filter(({ poll }) => poll !== undefined)).toHaveLength(1);
    });

    it('asks once where the process dies amid that', async () => {
      const first = await serve(writing([BLOCK]));
      const { id, about } = await ask(first, '@research ask them');
      await first.close();
      const server = await serve(writing(['never asked']));
      await server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
      expect(await server.ended(id)).toMatchObject({ text: 'Where do we eat?', poll: POLL });
      expect(provider.calls).toHaveLength(0);
    });

    it('is voted on by people, closed by who asked for it, and read by agents', async () => {
      const server = await serve((request) => [{ text: request.turns.length < 3 ? BLOCK : 'Thai it is.' }]);
      const { chatId, userId } = workspace;
      const { id: messageId } = await allowedAnswerTo(server, '@research ask them');
      await server.messages.vote(userId, { chatId, messageId, choices: [0] });
      await server.messages.closePoll(userId, { chatId, messageId });
      await answerTo(server, '@coder and?');
      expect(read()).toContain('Where do we eat?\n[Poll, closed, several choices each]\n- Thai: 1 (Ada)\n- Pizza: 0');
    });

    it('reads dates, files and edits, and nothing that was deleted', async () => {
      const server = await serve(writing(['Fine.']));
      const { chatId, userId } = workspace;
      const fileId = newId();
      const file = {
        id: fileId,
        ownerId: userId,
        name: 'hive.pdf',
        size: 1n,
        status: 'ready',
        kind: 'pdf',
        waveform: [],
      };
      await db.database.prisma.file.create({ data: file });
      const send = async (more: object) => {
        const id = newId();
        await server.send(userId, { id, chatId, text: '', ...more });
        return id;
      };
      await send({ fileIds: [fileId] });
      const appointment = { startsAt: 0, endsAt: null, allDay: true, place: 'Hive 3', description: '' };
      const date = await send({ text: 'Harvest', appointment });
      await server.messages.answer(userId, { chatId, messageId: date, answer: 'yes' });
      const edited = await send({ text: 'The password is honey' });
      await server.messages.edit(userId, { chatId, messageId: edited, text: 'There is no password' });
      const deleted = await send({ text: 'Forget the queen', poll: { choices: ['yes', 'never'], several: false } });
      await server.messages.delete(userId, { chatId, messageId: deleted });
      const said = await answerTo(server, '@research what is up?');
      await server.messages.delete(userId, { chatId, messageId: said.id });
      await answerTo(server, '@coder and you?');
      expect(read()).toContain('[Attached: hive.pdf (PDF)]');
      expect(read()).toContain('Harvest\n[Event: 1970-01-01]\nPlace: Hive 3\nComing, yes: Ada');
      expect(read()).toContain('There is no password');
      for (const gone of ['honey', 'queen', 'never', 'Fine.']) expect(read()).not.toContain(gone);
    });

    it('stops an answer that is deleted while it is written, and keeps nothing of it', async () => {
      const server = await serve(
        writing(
          Array.from({ length: 400 }, (_, at) => `word${at} `),
          5,
        ),
      );
      const { answers } = await server.ask('@research write');
      const messageId = answers[0]?.id ?? '';
      await server.seen((text) => text.length > 50);
      const { chatId, userId } = workspace;
      await server.messages.delete(userId, { chatId, messageId });
      await over(/stopped/);
      const [, answer] = await stored();
      expect(answer).toMatchObject({ id: messageId, text: '', status: 'stopped' });
      expect(answer?.deletedAt).not.toBeNull();
      const [step] = await db.database.prisma.step.findMany({ where: { messageId } });
      expect(step).toMatchObject({ text: '', result: { kind: 'stopped', text: '' } });
      expect(server.texts.board.ofChat(chatId)).toEqual([]);
    });

    it('keeps nothing of an answer that another process deletes while it ends', async () => {
      const line: BusLine = new Set();
      const server = await serve(writing(['Hello ', 'there, ', `you.\n${BLOCK}`]), createInProcessBus(silent, line));
      const other = await start({ engine: undefined, bus: createInProcessBus(silent, line) });
      const { chatId, userId } = workspace;
      for (let round = 0; round < 12; round++) {
        const { answers } = await server.ask('@research hello');
        const messageId = answers[0]?.id ?? '';
        await pause(round);
        await other.messages.delete(userId, { chatId, messageId });
        await over(/done|stopped/);
        const answer = (await stored()).find((message) => message.id === messageId);
        expect(answer).toMatchObject({ text: '' });
        expect(answer?.deletedAt).not.toBeNull();
        expect(answer?.poll).toBeUndefined();
        const steps = await db.database.prisma.step.findMany({ where: { messageId } });
        expect(steps).toMatchObject([{ text: '', result: { text: '' } }]);
      }
      const seqs = (await stored()).map((message) => message.seq);
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    });

    it('stops what answers a request that is deleted', async () => {
      const server = await serve(
        writing(
          Array.from({ length: 400 }, (_, at) => `word${at} `),
          5,
        ),
      );
      const { requestId, answers } = await server.ask('@research @coder write');
      await server.seen((text) => text.length > 50);
      const { chatId, userId } = workspace;
      await server.messages.delete(userId, { chatId, messageId: requestId });
      const ended = await Promise.all(answers.map((answer) => server.ended(answer.id)));
      expect(ended.map(({ status }) => status)).toEqual(['stopped', 'stopped']);
      await over(/stopped/);
    });

    it('ends as stopped what was not begun when its request was deleted', async () => {
      const idle = await start({ engine: undefined });
      const { requestId, answers } = await idle.ask('@research write');
      const { chatId, userId } = workspace;
      await idle.messages.delete(userId, { chatId, messageId: requestId });
      expect((await runs()).map((run) => run.status)).toEqual(['stopped']);
      expect(await idle.ended(answers[0]?.id ?? '')).toMatchObject({ status: 'stopped', failure: null, text: '' });
    });
  });
});
