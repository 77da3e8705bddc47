import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { createScripted, type Script, writing } from '../../agents/providers/scripted.ts';
import { newId } from '../../shared/ids.ts';
import { createRedisBus } from '../bus/redisBus.ts';
import { TcpProxy } from '../bus/testing/tcpProxy.ts';
import { createBullmqQueue } from '../queue/bullmqQueue.ts';
import { openServerTestPool } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, type TestServer } from './testing/server.ts';
import { Viewer } from './testing/viewer.ts';
import { messagesOf, runsOf } from './testing/workspace.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const missing = process.env.TEST_DATABASE_URL === undefined || redisUrl === undefined;
const WORDS = Array.from({ length: 60 }, (_, index) => `word${index} `);
const TEXT = WORDS.join('');
const HALF = WORDS.slice(0, 30).join('');
const logger = pino({ level: 'silent' });

describe.skipIf(missing)(
  missing ? 'skipped: TEST_DATABASE_URL or TEST_REDIS_URL is not set' : 'several processes',
  () => {
    const { db, workspace, closing, start } = prepareGround({ open: openServerTestPool }, ['research', 'coder']);
    let proxy: TcpProxy;
    let namespace: string;

    beforeEach(async () => {
      namespace = newId();
      proxy = new TcpProxy(redisUrl ?? '');
      await proxy.join();
      closing({ close: () => proxy.cut() });
    });

    async function join(script: Script | undefined, listed?: string[]): Promise<TestServer> {
      const line = { url: proxy.url, namespace, logger };
      const provider = script && createScripted(script, listed === undefined ? {} : { id: 'anthropic' });
      const engine = provider && engineWith(provider, [], listed === undefined ? {} : { listed });
      return start({
        engine,
        bus: createRedisBus(line),
        queue: createBullmqQueue(line),
      });
    }

    const runs = () => runsOf(db.database, workspace.chatId);

    it('a viewer at one sees what another writes', async () => {
      const web = await join(undefined);
      const worker = await join(writing(WORDS, 3));
      const viewer = new Viewer(web, workspace.chatId);
      const { answers } = await web.ask('@research @coder go');
      for (const { id } of answers) {
        expect(await worker.ended(id)).toMatchObject({ status: 'complete', text: TEXT });
        await expect.poll(() => viewer.textOf(id)).toBe(TEXT);
      }
      await expect.poll(() => web.texts.board.ofChat(workspace.chatId)).toEqual([]);
    });

    it('who joins amid an answer knows its text, and fills holes from its owner', async () => {
      const go = Promise.withResolvers<void>();
      const worker = await join([{ text: HALF }, { until: go.promise }, ...writing(WORDS.slice(30), 1)]);
      const { answers } = await worker.ask('@research go');
      const id = answers[0]?.id ?? '';
      await worker.seen((text) => text === HALF);
      const late = await join(undefined);
      await expect.poll(() => late.texts.board.get(id)?.text).toBe(HALF);
      const viewer = new Viewer(late, workspace.chatId);
      expect(viewer.textOf(id)).toBe(HALF);
      go.resolve();
      await worker.ended(id);
      await expect.poll(() => viewer.textOf(id)).toBe(TEXT);
    });

    it('what is thought at one is seen at another by who looks there', async () => {
      const [go, enough] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const { chatId } = workspace;
      const script: Script = [{ thought: 'Wasps.' }, { until: go.promise }, { thought: ' Or bees.' }];
      const ending = [{ until: enough.promise }, { text: 'Bees.' }];
      const [web, worker] = await Promise.all([join(undefined), join([...script, ...ending])]);
      const { answers } = await web.ask('@research go');
      const messageId = answers[0]?.id ?? '';
      await web.seen((_, delta) => delta.thought === true);
      const all = await web.texts.thoughts.watch({ chatId, messageId }, () => web.watching.add(messageId));
      expect(all).toMatchObject({ messageId, epoch: 0, offset: 0, text: 'Wasps.' });
      go.resolve();
      await expect.poll(() => web.told.thoughts.map(({ text }) => text)).toEqual([' Or bees.']);
      expect(worker.told.thoughts).toEqual([]);
      enough.resolve();
      expect(await worker.ended(messageId)).toMatchObject({ text: 'Bees.', thought: { characters: 15 } });
    });

    it('a stop reaches the process that writes', async () => {
      const web = await join(undefined);
      const worker = await join([{ text: HALF }, { hang: true }]);
      const first = await web.ask('@research go');
      await worker.seen((text) => text === HALF);
      await web.runs.stopAnswer({ chatId: workspace.chatId, messageId: first.answers[0]?.id ?? '' });
      expect(await worker.ended(first.answers[0]?.id ?? '')).toMatchObject({ status: 'stopped', text: HALF });
      const second = await web.ask('@coder go');
      await worker.seen((text, delta) => delta.messageId === second.answers[0]?.id && text === HALF);
      await web.runs.stopChat(workspace.chatId);
      expect(await worker.ended(second.answers[0]?.id ?? '')).toMatchObject({ status: 'stopped' });
    });

    it('what a person chose for an answer at one is asked by the others, one after the other', async () => {
      const listed = ['claude-haiku-5-5', 'claude-opus-5-5'];
      const asked: string[] = [];
      const script =
        (further: Exclude<Script, (...args: never) => unknown>): Script =>
        ({ model, soFar }) => {
          asked.push(model);
          return asked.length === 1 || soFar !== '' ? [{ text: TEXT }] : further;
        };
      const web = await join(undefined);
      const worker = await join(script([{ text: HALF }, { hang: true }]), listed);
      const { answers } = await web.ask('@research go');
      const messageId = answers[0]?.id ?? '';
      expect(await worker.ended(messageId)).toMatchObject({ facts: { model: listed[0] } });
      const by = { model: 'anthropic/claude-opus-5-5' } as const;
      await web.runs.retry({ chatId: workspace.chatId, messageId, mode: 'again', by, askedBy: workspace.userId });
      await worker.seen((text, { epoch }) => epoch === 1 && text === HALF);
      const other = await join(script([]), listed);
      await worker.close(0);
      expect(await other.ended(messageId, 1)).toMatchObject({ text: TEXT, facts: { because: 'chosen' } });
      expect(asked).toEqual([listed[0], listed[1], listed[1]]);
    });

    it('each run is worked on by one of them', async () => {
      const calls: string[] = [];
      const script: Script = (request) => {
        calls.push(request.turns.at(-1)?.text ?? '');
        return [{ wait: 5 }, { text: 'Hello' }];
      };
      const [a] = await Promise.all([join(script), join(script), join(script)]);
      for (let n = 0; n < 30; n++) await a.ask(`@research number ${n}`);
      await expect
        .poll(async () => (await runs()).filter((run) => run.status === 'done').length, { timeout: 15_000 })
        .toBe(30);
      expect(calls).toHaveLength(30);
      expect(new Set(calls).size).toBe(30);
    });

    it('writes on without a pause while Redis is away, and takes what is asked meanwhile', async () => {
      const server = await join((request) =>
        request.system.includes('You are Coder (@coder)') ? [{ text: 'Hello' }] : writing(WORDS, 20),
      );
      const viewer = new Viewer(server, workspace.chatId);
      const { answers } = await server.ask('@research go');
      const id = answers[0]?.id ?? '';
      await server.seen((text) => text.length > 20);
      await proxy.cut();
      const meanwhile = await server.ask('@coder quick');
      expect(await server.ended(meanwhile.answers[0]?.id ?? '')).toMatchObject({ status: 'complete', text: 'Hello' });
      expect(await server.ended(id)).toMatchObject({ status: 'complete', text: TEXT });
      expect(viewer.textOf(id)).toBe(TEXT);
      await proxy.join();
      const web = await join(undefined);
      const after = await web.ask('@coder and now');
      expect(await server.ended(after.answers[0]?.id ?? '')).toMatchObject({ status: 'complete', text: 'Hello' });
      expect((await messagesOf(db.database, workspace.chatId)).every((message) => message.status === 'complete')).toBe(
        true,
      );
    });
  },
);
