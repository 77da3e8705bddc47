import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatState } from '../../shared/chatState.ts';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { openWorld, type World } from '../socket/testing/world.ts';
import { forgetReceiptTimes } from '../store/receipts.ts';
import { poolForms } from '../store/testing/poolForms.ts';

type Sending = CommandInput<'message:send'>;

const lunch = { choices: ['Thai', 'Pizza', 'Soup'], several: false };
const harvest = { startsAt: 1_000, endsAt: 2_000, allDay: false, place: 'Hive 3', description: 'Bring smoke' };

describe.each(poolForms)('messages that are there, $name', ({ missing, ...form }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let world: World;
    let [ada, ben, eve] = ['', '', ''];
    let adas: TestSocket;
    let bens: TestSocket;
    let chatId: string;

    beforeAll(async () => {
      world = await openWorld(form, 2);
      [ada, ben, eve] = [await world.addUser('Ada'), await world.addUser('Ben'), await world.addUser('Eve')];
      adas = await world.main.connect(ada);
      bens = await (world.processes[1] ?? world.main).connect(ben);
    });
    afterAll(() => world.close());
    beforeEach(async () => {
      chatId = newId();
      const contacts = [ben, 'coder'];
      await adas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', answers: 'mentioned', contacts });
      for (const socket of [adas, bens]) {
        await socket.do('sync', { workspace: 0, user: 0, chats: {} });
        socket.heard.length = 0;
      }
    });

    async function send(text: string, more: Partial<Sending> = {}, socket = adas): Promise<string> {
      const id = newId();
      await socket.do('message:send', { id, chatId, text, ...more });
      return id;
    }

    async function fetched(...messageIds: string[]): Promise<Message[]> {
      return (await adas.do('message:fetch', { chatId, messageIds })).messages;
    }

    async function one(messageId: string): Promise<Message> {
      const [message] = await fetched(messageId);
      if (message === undefined) throw new Error('no such message');
      return message;
    }

    async function pinsOf(): Promise<ChatState['chat']['pins']> {
      const { chats } = await adas.do('sync', { workspace: 0, user: 0, chats: {} });
      return chats.find((chat) => chat.chatId === chatId)?.chat?.pins ?? [];
    }

    const refused = (code: string, reason: string) => ({ ok: false, code, reason });

    describe('edited', () => {
      it('say something else, and keep what they said', async () => {
        const id = await send('Hello @coder');
        const first = await one(id);
        const { version } = await adas.do('message:edit', { chatId, messageId: id, text: 'Hello @Ben and @all' });
        await adas.do('message:edit', { chatId, messageId: id, text: 'Bye' });
        const edited = await one(id);
        expect(edited).toMatchObject({ text: 'Bye', mentions: [], seq: first.seq, createdAt: first.createdAt });
        expect(edited.editedAt).toBeGreaterThanOrEqual(first.createdAt);
        await bens.settle();
        const told = bens.eventsOf('chat:changed').find((change) => change.version === version);
        expect(told?.messages).toMatchObject([{ id, text: 'Hello @Ben and @all', mentions: [ben, 'all'] }]);
        const { versions } = await bens.do('message:history', { chatId, messageId: id });
        expect(versions.map(({ text }) => text)).toEqual(['Hello @coder', 'Hello @Ben and @all']);
        expect(versions[0]?.until).toBeLessThan(versions[1]?.until ?? 0);
      });

      it('are told to who finds previews, and ask nobody anew', async () => {
        const id = await send('Hello');
        const before = world.main.enqueued.length;
        await adas.do('message:edit', { chatId, messageId: id, text: 'Hello @coder' });
        expect(world.main.enqueued).toHaveLength(before);
        const texts = world.main.written.filter((message) => message.id === id);
        expect(texts.map(({ text, editedAt }) => [text, editedAt === null])).toEqual([
          ['Hello', true],
          ['Hello @coder', false],
        ]);
      });

      it('change nothing where they say the same', async () => {
        const id = await send('Hello');
        const { version } = await one(id);
        expect(await adas.do('message:edit', { chatId, messageId: id, text: 'Hello' })).toEqual({ version });
        expect(await one(id)).toMatchObject({ version, editedAt: null });
      });

      it('are acknowledged when they come again as they were sent first', async () => {
        const input = { id: newId(), chatId, text: 'Hello' };
        await adas.do('message:send', input);
        await adas.do('message:edit', { chatId, messageId: input.id, text: 'Bye' });
        expect((await adas.do('message:send', input)).messages).toMatchObject([{ id: input.id, text: 'Bye' }]);
        expect(await adas.ask('message:send', { ...input, text: 'Bye' })).toMatchObject(
          refused('conflict', 'id-reused'),
        );
      });

      it('are only one’s own texts', async () => {
        const id = await send('Hello');
        const poll = await send('Where?', { poll: lunch });
        expect(await bens.ask('message:edit', { chatId, messageId: id, text: 'x' })).toMatchObject(
          refused('forbidden', 'message'),
        );
        expect(await adas.ask('message:edit', { chatId, messageId: poll, text: 'x' })).toMatchObject(
          refused('conflict', 'message-fixed'),
        );
        expect(await adas.ask('message:edit', { chatId, messageId: id, text: ' ' })).toMatchObject(
          refused('bad-input', 'text'),
        );
        expect(await adas.ask('message:edit', { chatId, messageId: newId(), text: 'x' })).toMatchObject(
          refused('not-found', 'message'),
        );
      });
    });

    describe('deleted for everyone', () => {
      it('leave a tombstone and nothing else', async () => {
        const id = await send('Secret @Ben', {});
        await adas.do('message:edit', { chatId, messageId: id, text: 'More secret @Ben' });
        await bens.do('message:react', { chatId, messageId: id, emoji: '🐝', on: true });
        await bens.do('message:pin', { chatId, messageId: id, on: true });
        const { seq } = await one(id);
        await adas.do('message:delete', { chatId, messageId: id });
        const gone = await one(id);
        expect(gone).toMatchObject({ id, seq, text: '', mentions: [], editedAt: null, senderId: ada });
        expect(gone.deletedAt).not.toBeNull();
        expect(gone.reactions).toBeUndefined();
        expect(await pinsOf()).toEqual([]);
        expect(await bens.ask('message:history', { chatId, messageId: id })).toMatchObject(
          refused('conflict', 'message-deleted'),
        );
        const rows = await world.database.prisma.messageEdit.count({ where: { messageId: id } });
        expect(rows).toBe(0);
      });

      it('take nothing more, and are deleted once', async () => {
        const id = await send('Where?', { poll: lunch });
        const { version } = await adas.do('message:delete', { chatId, messageId: id });
        expect(await adas.do('message:delete', { chatId, messageId: id })).toEqual({ version });
        const target = { chatId, messageId: id };
        const deleted = refused('conflict', 'message-deleted');
        expect(await bens.ask('message:react', { ...target, emoji: '🐝', on: true })).toMatchObject(deleted);
        expect(await bens.ask('message:vote', { ...target, choices: [0] })).toMatchObject(deleted);
        expect(await bens.ask('message:pin', { ...target, on: true })).toMatchObject(deleted);
        expect(await adas.ask('message:edit', { ...target, text: 'x' })).toMatchObject(deleted);
        expect(await adas.ask('message:info', target)).toMatchObject(deleted);
      });

      it('are one’s own, or anybody’s for who manages', async () => {
        const [adasOwn, bensOwn] = [await send('Hello'), await send('Hello', {}, bens)];
        expect(await bens.ask('message:delete', { chatId, messageId: adasOwn })).toMatchObject(
          refused('forbidden', 'message'),
        );
        await adas.do('message:delete', { chatId, messageId: bensOwn });
        expect((await one(bensOwn)).deletedAt).not.toBeNull();
      });

      it('ask what answers them to stop', async () => {
        const input = { id: newId(), chatId, text: '@coder help' };
        const change = await bens.do('message:send', input);
        const [, answer] = change.messages ?? [];
        const runId = change.runs?.[0]?.id ?? '';
        const process = world.processes[1] ?? world.main;
        process.stopped.length = 0;
        await bens.do('message:delete', { chatId, messageId: answer?.id ?? '' });
        expect(process.stopped).toMatchObject([{ runIds: [], steps: [{ runId }] }]);
        expect(await one(answer?.id ?? '')).toMatchObject({ status: 'stopped', text: '', senderId: 'coder' });
        await bens.do('message:delete', { chatId, messageId: input.id });
        expect(process.stopped).toMatchObject([{}, { runIds: [runId], steps: [] }]);
        const run = await world.database.prisma.run.findUniqueOrThrow({
          where: { id: runId },
          include: { steps: true },
        });
        expect(run).toMatchObject({ stopAsked: true, steps: [{ text: '', result: { kind: 'stopped', text: '' } }] });
      });
    });

    describe('reacted to', () => {
      it('keep all that people do at once, in two processes', async () => {
        const id = await send('Hello');
        const emojis = ['🐝', '👍', '❤️', '🍯', '🌻', '🎉'];
        const asked = emojis.flatMap((emoji) =>
          [adas, bens].map((socket) => socket.do('message:react', { chatId, messageId: id, emoji, on: true })),
        );
        await Promise.all(asked);
        const { reactions = [] } = await one(id);
        expect(new Set(reactions.map(({ emoji }) => emoji))).toEqual(new Set(emojis));
        for (const { contactIds } of reactions) expect(contactIds.toSorted()).toEqual([ada, ben].toSorted());
        await Promise.all(emojis.map((emoji) => adas.do('message:react', { chatId, messageId: id, emoji, on: false })));
        for (const { contactIds } of (await one(id)).reactions ?? []) expect(contactIds).toEqual([ben]);
      });

      it('change nothing when it is done again', async () => {
        const id = await send('Hello');
        const input = { chatId, messageId: id, emoji: '🐝', on: true };
        const { version } = await adas.do('message:react', input);
        expect(await adas.do('message:react', input)).toEqual({ version });
        await adas.do('message:react', { ...input, on: false });
        expect(await one(id)).not.toHaveProperty('reactions');
        const row = await world.database.prisma.message.findUniqueOrThrow({ where: { id } });
        expect(row.extras).toBeNull();
      });

      it('have room for twenty emojis', async () => {
        const id = await send('Hello');
        const emojis = Array.from({ length: 21 }, (_, at) => String.fromCodePoint(0x1f600 + at));
        for (const emoji of emojis.slice(0, 20)) {
          await adas.do('message:react', { chatId, messageId: id, emoji, on: true });
        }
        const [last = ''] = emojis.slice(20);
        expect(await bens.ask('message:react', { chatId, messageId: id, emoji: last, on: true })).toMatchObject(
          refused('conflict', 'reactions-full'),
        );
        await bens.do('message:react', { chatId, messageId: id, emoji: emojis[3] ?? '', on: true });
      });

      it.each(['x', '', '🐝🐝', ':bee:', '<script>'])('take only one emoji: %j', async (emoji) => {
        const id = await send('Hello');
        const reply = await adas.ask('message:react', { chatId, messageId: id, emoji, on: true });
        expect(reply).toMatchObject({ ok: false, code: 'bad-input' });
      });
    });

    describe('polls', () => {
      it('count every vote of everybody at once', async () => {
        const id = await send('Where?', { poll: lunch });
        expect((await one(id)).poll).toEqual({
          choices: lunch.choices.map((text) => ({ text, voters: [] })),
          several: false,
          closedAt: null,
        });
        const vote = (socket: TestSocket, choices: number[]) =>
          socket.do('message:vote', { chatId, messageId: id, choices });
        await Promise.all([vote(adas, [0]), vote(bens, [0]), vote(adas, [1]), vote(bens, [2])]);
        const { poll } = await one(id);
        expect(poll?.choices.map(({ voters }) => voters)).toEqual([[], [ada], [ben]]);
      });

      it('take only votes that can be', async () => {
        const id = await send('Where?', { poll: lunch });
        const plain = await send('Hello');
        const vote = (messageId: string, choices: number[]) => bens.ask('message:vote', { chatId, messageId, choices });
        expect(await vote(id, [0, 1])).toMatchObject(refused('bad-input', 'choices'));
        expect(await vote(id, [7])).toMatchObject(refused('bad-input', 'choices'));
        expect(await vote(plain, [0])).toMatchObject(refused('not-found', 'poll'));
      });

      it('are closed by who asked or who manages, and then count no more', async () => {
        const [bensPoll, adasPoll] = [
          await send('Where?', { poll: lunch }, bens),
          await send('When?', { poll: lunch }),
        ];
        expect(await bens.ask('poll:close', { chatId, messageId: adasPoll })).toMatchObject(
          refused('forbidden', 'message'),
        );
        await bens.do('poll:close', { chatId, messageId: bensPoll });
        const { version } = await adas.do('poll:close', { chatId, messageId: adasPoll });
        expect(await adas.do('poll:close', { chatId, messageId: adasPoll })).toEqual({ version });
        expect(await adas.ask('message:vote', { chatId, messageId: bensPoll, choices: [0] })).toMatchObject(
          refused('conflict', 'poll-closed'),
        );
      });
    });

    describe('appointments', () => {
      it('keep who comes, until they are cancelled', async () => {
        const id = await send('Harvest', { appointment: harvest });
        expect((await one(id)).appointment).toEqual({ ...harvest, coming: [], cancelled: false });
        const target = { chatId, messageId: id };
        await Promise.all([
          adas.do('appointment:answer', { ...target, answer: 'yes' }),
          bens.do('appointment:answer', { ...target, answer: 'no' }),
        ]);
        await bens.do('appointment:answer', { ...target, answer: 'maybe' });
        const { appointment } = await one(id);
        expect(Object.fromEntries((appointment?.coming ?? []).map((entry) => [entry.contactId, entry.answer]))).toEqual(
          {
            [ada]: 'yes',
            [ben]: 'maybe',
          },
        );
        expect(await bens.ask('appointment:cancel', target)).toMatchObject(refused('forbidden', 'message'));
        await adas.do('appointment:cancel', target);
        expect(await bens.ask('appointment:answer', { ...target, answer: 'yes' })).toMatchObject(
          refused('conflict', 'appointment-cancelled'),
        );
      });

      it('end after they begin', async () => {
        const appointment = { ...harvest, endsAt: 999 };
        const reply = await adas.ask('message:send', { id: newId(), chatId, text: 'Harvest', appointment });
        expect(reply).toMatchObject({ ok: false, code: 'bad-input' });
      });
    });

    describe('pinned', () => {
      it('stand in the order in which they were, whoever pins at once', async () => {
        const ids = await Promise.all(Array.from({ length: 6 }, (_, at) => send(`${at}`)));
        await Promise.all(
          ids.map((messageId, at) => (at % 2 === 0 ? adas : bens).do('message:pin', { chatId, messageId, on: true })),
        );
        const pins = await pinsOf();
        expect(new Set(pins.map((pin) => pin.messageId))).toEqual(new Set(ids));
        const [first] = pins;
        await bens.do('message:pin', { chatId, messageId: first?.messageId ?? '', on: false });
        expect(await pinsOf()).toEqual(pins.slice(1));
        const { version } = await bens.do('message:pin', { chatId, messageId: first?.messageId ?? '', on: false });
        expect(await adas.do('message:pin', { chatId, messageId: pins[1]?.messageId ?? '', on: true })).toEqual({
          version,
        });
      });

      it('are ten at most', async () => {
        const ids = await Promise.all(Array.from({ length: 11 }, (_, at) => send(`${at}`)));
        const replies = await Promise.all(
          ids.map((messageId, at) => (at % 2 === 0 ? adas : bens).ask('message:pin', { chatId, messageId, on: true })),
        );
        const failures = replies.filter((reply) => !reply.ok);
        expect(failures).toMatchObject([refused('conflict', 'pins-full')]);
        expect(await pinsOf()).toHaveLength(10);
      });

      it('can stand in a direct chat too', async () => {
        const direct = await adas.do('chat:direct', { contactId: ben });
        const id = newId();
        await adas.do('message:send', { id, chatId: direct.chatId, text: 'Hello' });
        await bens.do('message:pin', { chatId: direct.chatId, messageId: id, on: true });
        await bens.settle();
        expect(bens.eventsOf('chat:changed').at(-1)?.chat?.pins).toMatchObject([{ messageId: id, by: ben }]);
      });
    });

    describe('marked', () => {
      it('are starred and hidden for one person, on all their devices', async () => {
        const [first, second] = [await send('1'), await send('2', {}, bens)];
        const other = await world.main.connect(ada);
        await other.settle();
        const star = await adas.do('message:star', { chatId, messageId: second, on: true });
        const hide = await adas.do('message:hide', { chatId, messageIds: [first, second, newId()], hidden: true });
        expect(hide.version).toBe(star.version + 1);
        await other.settle();
        const told = other.eventsOf('user:changed');
        expect(told.map(({ version }) => version)).toEqual([star.version, hide.version]);
        expect(told[0]?.marks).toMatchObject([{ messageId: second, chatId, seq: 2, hidden: false }]);
        expect(told[0]?.marks?.[0]?.starredAt).not.toBeNull();
        expect(told[1]?.marks?.map(({ messageId, hidden }) => [messageId, hidden])).toEqual(
          expect.arrayContaining([
            [first, true],
            [second, true],
          ]),
        );
        await adas.do('message:hide', { chatId, messageIds: [second], hidden: false });
        const { user } = await other.do('sync', { workspace: 0, user: star.version, chats: {} });
        const marks = new Map(user?.marks.map((mark) => [mark.messageId, mark]));
        expect(marks.get(second)).toMatchObject({ hidden: false });
        expect(marks.get(second)?.starredAt).not.toBeNull();
        await bens.settle();
        expect(bens.eventsOf('user:changed')).toEqual([]);
        other.close();
      });

      it('keep when they were starred first', async () => {
        const id = await send('1');
        const starredAt = async () =>
          (await world.database.prisma.messageMark.findFirstOrThrow({ where: { messageId: id } })).starredAt;
        await adas.do('message:star', { chatId, messageId: id, on: true });
        const first = await starredAt();
        await adas.do('message:star', { chatId, messageId: id, on: true });
        expect(await starredAt()).toEqual(first);
        await adas.do('message:star', { chatId, messageId: id, on: false });
        expect(await starredAt()).toBeNull();
        expect(await adas.ask('message:star', { chatId, messageId: newId(), on: true })).toMatchObject(
          refused('not-found', 'message'),
        );
      });

      it('go up by one version each, however many come at once', async () => {
        const ids = await Promise.all(Array.from({ length: 10 }, (_, at) => send(`${at}`)));
        const second = await (world.processes[1] ?? world.main).connect(ada);
        const versions = await Promise.all(
          ids.map(async (messageId, at) =>
            (at % 2 === 0 ? adas : second).do('message:star', { chatId, messageId, on: true }),
          ),
        );
        expect(new Set(versions.map(({ version }) => version)).size).toBe(10);
        second.close();
      });
    });

    describe('asked about', () => {
      it('tell their sender who got and read them, and when', async () => {
        const before = Date.now();
        const id = await send('Hello');
        const { seq } = await one(id);
        const info = () => adas.do('message:info', { chatId, messageId: id });
        expect(await info()).toEqual({ delivered: [], read: [] });
        await bens.do('receipt:mark', { delivered: { [chatId]: seq }, read: {} });
        const flush = () => Promise.all(world.processes.map((process) => process.messaging.receipts.flush()));
        await flush();
        const { delivered } = await info();
        expect(delivered).toMatchObject([{ contactId: ben }]);
        expect(delivered[0]?.at).toBeGreaterThanOrEqual(before);
        // What is read later is read further on.
        await send('Later', {}, bens);
        await flush();
        const later = await info();
        expect(later.delivered).toEqual(delivered);
        expect(later.read).toMatchObject([{ contactId: ben }]);
        expect(later.read[0]?.at).toBeGreaterThanOrEqual(delivered[0]?.at ?? Infinity);
        expect(await bens.ask('message:info', { chatId, messageId: id })).toMatchObject(
          refused('forbidden', 'message'),
        );
      });

      it('tell of those who were members then, also when nobody knows when any more', async () => {
        const id = await send('Hello');
        const { seq } = await one(id);
        await adas.do('member:add', { chatId, contactIds: [eve] });
        await bens.do('receipt:mark', { delivered: {}, read: { [chatId]: seq } });
        await Promise.all(world.processes.map((process) => process.messaging.receipts.flush()));
        await world.database.prisma.receiptTime.deleteMany({ where: { chatId } });
        const unknown = [{ contactId: ben, at: null }];
        expect(await adas.do('message:info', { chatId, messageId: id })).toEqual({ delivered: unknown, read: unknown });
      });

      it('are forgotten to have been read when, after ninety days', async () => {
        const days = (count: number) => new Date(Date.now() - count * 86_400_000);
        const row = { chatId, contactId: ben, kind: 'read' };
        const { receiptTime } = world.database.prisma;
        await receiptTime.createMany({
          data: [
            { ...row, seq: 1, at: days(91) },
            { ...row, seq: 2, at: days(89) },
          ],
        });
        await forgetReceiptTimes(world.database.pool);
        expect((await receiptTime.findMany({ where: { chatId } })).map(({ seq }) => seq)).toEqual([2]);
      });

      it('are fetched by the members, in the chat’s order', async () => {
        const [first, second] = [await send('1'), await send('2')];
        const messages = await fetched(second, newId(), first);
        expect(messages.map(({ id }) => id)).toEqual([first, second]);
        const elsewhere = newId();
        await bens.do('chat:create', { id: elsewhere, kind: 'group', title: 'Wasps', contacts: [] });
        expect(await bens.do('message:fetch', { chatId: elsewhere, messageIds: [first] })).toEqual({ messages: [] });
        expect(await adas.ask('message:fetch', { chatId: elsewhere, messageIds: [first] })).toMatchObject(
          refused('not-found', 'chat'),
        );
      });
    });

    it('end for who comes back as they are for who was there', async () => {
      const known = await bens.do('sync', { workspace: 0, user: 0, chats: {} });
      const since = known.chats.find((chat) => chat.chatId === chatId)?.upTo ?? 0;
      const [poll, text, gone] = [await send('Where?', { poll: lunch }), await send('Hello'), await send('Oh')];
      await adas.do('message:vote', { chatId, messageId: poll, choices: [1] });
      await adas.do('message:edit', { chatId, messageId: text, text: 'Hi' });
      await adas.do('message:pin', { chatId, messageId: text, on: true });
      await adas.do('message:react', { chatId, messageId: text, emoji: '🐝', on: true });
      await adas.do('message:delete', { chatId, messageId: gone });
      const { chats } = await bens.do('sync', { workspace: 0, user: 0, chats: { [chatId]: since } });
      const chat = chats.find((one) => one.chatId === chatId);
      expect(chat?.messages).toEqual(await fetched(poll, text, gone));
      expect(chat?.chat?.pins).toMatchObject([{ messageId: text }]);
      await bens.settle();
      const told = new Map(
        bens
          .eventsOf('chat:changed')
          .flatMap((change) => (change.messages ?? []).map((message) => [message.id, message])),
      );
      expect([poll, text, gone].map((id) => told.get(id))).toEqual(chat?.messages);
    });
  });
});
