import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatChange } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { openWorld, type World } from '../socket/testing/world.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { poolForms } from '../store/testing/poolForms.ts';

type Sending = CommandInput<'message:send'>;

describe.each(poolForms)('sending, $name', ({ missing, ...form }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let world: World;
    let ada: string;
    let ben: string;
    let adas: TestSocket;
    let bens: TestSocket;

    beforeAll(async () => {
      world = await openWorld(form, 2);
      ada = await world.addUser('Ada Lovelace');
      ben = await world.addUser('Ben Müller');
      adas = await world.main.connect(ada);
      bens = await (world.processes[1] ?? world.main).connect(ben);
    });
    afterAll(() => world.close());

    async function group(contacts: string[] = []): Promise<string> {
      const id = newId();
      await adas.do('chat:create', {
        id,
        kind: 'group',
        title: 'Bees',
        answers: 'mentioned',
        contacts: [ben, ...contacts],
      });
      return id;
    }

    const message = (chatId: string, text: string, more: Partial<Sending> = {}): Sending => ({
      id: newId(),
      chatId,
      text,
      ...more,
    });

    async function stored(chatId: string) {
      const chat = await world.database.prisma.chat.findUniqueOrThrow({ where: { id: chatId } });
      const messages = await world.database.prisma.message.findMany({ where: { chatId }, orderBy: { seq: 'asc' } });
      return { chat, messages };
    }

    function requestOf(change: ChatChange): Message {
      const [request] = change.messages ?? [];
      if (request === undefined) throw new Error('a change without a message');
      return request;
    }

    it('numbers messages of two processes without gaps and keeps each once', async () => {
      const chatId = await group();
      const before = (await stored(chatId)).chat.version;
      const sent = Array.from({ length: 40 }, (_, index) => message(chatId, `Message ${index}`));
      const replies = await Promise.all(
        sent.map((input, index) => (index % 2 === 0 ? adas : bens).do('message:send', input)),
      );
      const { chat, messages } = await stored(chatId);
      expect(messages.map((row) => row.seq)).toEqual(sent.map((_, index) => index + 1));
      expect(new Set(messages.map((row) => row.id))).toEqual(new Set(sent.map((input) => input.id)));
      expect(new Set(messages.map((row) => row.version)).size).toBe(40);
      expect(chat).toMatchObject({ version: before + 40, lastSeq: 40 });
      const told = new Map(messages.map((row) => [row.id, row]));
      for (const reply of replies) {
        const request = requestOf(reply);
        expect(told.get(request.id)).toMatchObject({ seq: request.seq, version: reply.version });
      }
    });

    it('keeps the order in which one socket sends', async () => {
      const chatId = await group();
      const sent = Array.from({ length: 20 }, (_, index) => message(chatId, `${index}`));
      await Promise.all(sent.map((input) => adas.do('message:send', input)));
      expect((await stored(chatId)).messages.map((row) => row.id)).toEqual(sent.map((input) => input.id));
    });

    it('acknowledges the same message again with what is stored, moving no counter', async () => {
      const chatId = await group(['research', 'coder']);
      const input = message(chatId, 'Hello @all');
      const replies = await Promise.all(Array.from({ length: 6 }, () => adas.do('message:send', input)));
      const again = await adas.do('message:send', input);
      for (const reply of [...replies, again]) expect(reply).toEqual(replies[0]);
      const { chat, messages } = await stored(chatId);
      expect(messages).toHaveLength(3);
      expect(chat).toMatchObject({ version: 2, lastSeq: 3 });
      expect(world.main.enqueued.filter((id) => id === again.runs?.[0]?.id)).toHaveLength(1);
    });

    it('refuses an id that stands for something else', async () => {
      const [chatId, otherChat] = [await group(), await group()];
      const input = message(chatId, 'Mine');
      await adas.do('message:send', input);
      const reused = { ok: false, code: 'conflict', reason: 'id-reused' };
      expect(await adas.ask('message:send', { ...input, text: 'Other' })).toMatchObject(reused);
      expect(await adas.ask('message:send', { ...input, chatId: otherChat })).toMatchObject(reused);
      expect(await bens.ask('message:send', input)).toMatchObject(reused);
      expect((await stored(chatId)).messages).toHaveLength(1);
      expect((await stored(otherChat)).chat).toMatchObject({ version: 1, lastSeq: 0 });
    });

    it('recognises a text that had to be cleaned when it comes again', async () => {
      const chatId = await group();
      const input = message(chatId, 'broken \ud83d and \0 nothing');
      const first = await adas.do('message:send', input);
      expect(requestOf(first).text).toBe('broken \ufffd and  nothing');
      expect(await adas.do('message:send', input)).toEqual(first);
    });

    it('writes run, steps and placeholders with the request, under one version', async () => {
      const chatId = await group(['research', 'coder']);
      const change = await adas.do('message:send', message(chatId, 'What now, @coder and @research?'));
      const [run] = change.runs ?? [];
      expect(run).toMatchObject({ status: 'queued', reason: 'mentioned', version: change.version, askedBy: ada });
      expect(run?.answers.map((answer) => answer.agentId)).toEqual(['coder', 'research']);
      expect(change.messages?.map(({ seq, senderId, status }) => [seq, senderId, status])).toEqual([
        [1, ada, 'complete'],
        [2, 'coder', 'streaming'],
        [3, 'research', 'streaming'],
      ]);
      const steps = await world.database.prisma.step.findMany({
        where: { runId: run?.id ?? '' },
        orderBy: { position: 'asc' },
      });
      expect(steps.map(({ agentId, messageId, position }) => ({ agentId, messageId, position }))).toEqual(
        run?.answers.map((answer, position) => ({ ...answer, position })),
      );
      expect(world.main.enqueued).toContain(run?.id);
    });

    it('leaves an undecided request to the queen', async () => {
      const chatId = newId();
      const contacts = ['research', 'coder'];
      await adas.do('chat:create', { id: chatId, kind: 'group', title: 'Hive', answers: 'useful', contacts });
      const change = await adas.do('message:send', message(chatId, 'What do you think?'));
      expect(change.messages).toHaveLength(1);
      expect(change.runs).toMatchObject([{ status: 'deciding', answers: [] }]);
      const run = await world.database.prisma.run.findFirstOrThrow({ where: { chatId } });
      expect(run).toMatchObject({ undecided: true, status: 'deciding' });
    });

    it('finds people by name, agents by handle and name, and no e-mail address', async () => {
      const chatId = await group(['coder']);
      const text = '@ben müller, @Ada Lovelace: write to ben@coder.example';
      const change = await adas.do('message:send', message(chatId, text));
      expect(requestOf(change).mentions).toEqual([ben, ada]);
      expect(change.runs).toBeUndefined();
    });

    it('keeps a reply within its chat', async () => {
      const [chatId, otherChat] = [await group(), await group()];
      const first = message(chatId, 'A question');
      await adas.do('message:send', first);
      expect(requestOf(await bens.do('message:send', message(chatId, 'Yes', { replyTo: first.id }))).replyTo).toBe(
        first.id,
      );
      const foreign = await bens.ask('message:send', message(otherChat, 'Yes', { replyTo: first.id }));
      expect(foreign).toMatchObject({ ok: false, code: 'not-found', reason: 'reply' });
    });

    it.each([
      ['blank', ' \n\t ', 'bad-input'],
      ['empty', '', 'bad-input'],
      ['longer than a message may be', 'x'.repeat(64_001), 'too-large'],
      ['of 100 KB', 'x'.repeat(100_000), 'too-large'],
    ])('refuses a text that is %s', async (_, text, code) => {
      const chatId = await group();
      expect(await adas.ask('message:send', message(chatId, text))).toMatchObject({ ok: false, code });
      expect((await stored(chatId)).chat.lastSeq).toBe(0);
    });

    it('marks the chat read for the sender', async () => {
      const chatId = await group();
      await bens.do('message:send', message(chatId, 'One'));
      await adas.do('message:send', message(chatId, 'Two'));
      const members = await world.database.prisma.member.findMany({ where: { chatId, kind: 'user' } });
      const read = Object.fromEntries(members.map((member) => [member.contactId, member.read]));
      expect(read).toEqual({ [ada]: 2, [ben]: 1 });
    });

    it('stores nothing of somebody removed a moment ago', async () => {
      for (let round = 0; round < 8; round++) {
        const chatId = await group();
        const sends = Array.from({ length: 6 }, (_, index) => bens.ask('message:send', message(chatId, `${index}`)));
        const removed = adas.do('member:remove', { chatId, contactId: ben });
        const replies = await Promise.all(sends);
        const { version } = await removed;
        const { messages } = await stored(chatId);
        expect(messages.filter((row) => row.version > version)).toEqual([]);
        expect(replies.filter((reply) => reply.ok)).toHaveLength(messages.length);
        for (const reply of replies) if (!reply.ok) expect(reply.code).toBe('not-found');
      }
    });
  });
});
