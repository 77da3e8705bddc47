import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permissions } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { openWorld, type World } from '../socket/testing/world.ts';
import { poolForms } from '../store/testing/poolForms.ts';

type Sending = CommandInput<'message:send'>;

const lunch = { choices: ['Thai', 'Pizza'], several: true };
const harvest = { startsAt: 1_000, endsAt: null, allDay: false, place: '', description: '' };

describe.each(poolForms)('what is sent, $name', ({ missing, ...form }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let world: World;
    let [ada, ben, eve] = ['', '', ''];
    let adas: TestSocket;
    let bens: TestSocket;
    let eves: TestSocket;

    beforeAll(async () => {
      world = await openWorld(form, 2);
      [ada, ben, eve] = [await world.addUser('Ada'), await world.addUser('Ben'), await world.addUser('Eve')];
      adas = await world.main.connect(ada);
      bens = await (world.processes[1] ?? world.main).connect(ben);
      eves = await world.main.connect(eve);
    });
    afterAll(() => world.close());

    async function group(permissions: Partial<Permissions> = {}): Promise<string> {
      const chatId = newId();
      await adas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [ben, 'coder'] });
      if (Object.keys(permissions).length > 0) await adas.do('chat:update', { chatId, permissions });
      return chatId;
    }

    function content(chatId: string, more: Partial<Sending>): Sending {
      return { id: newId(), chatId, text: '', ...more };
    }

    async function file(
      ownerId: string,
      more: { kind?: string; status?: string; name?: string } = {},
    ): Promise<string> {
      const id = newId();
      const { kind = 'image', status = 'ready', name = 'hive.jpg' } = more;
      await world.database.prisma.file.create({
        data: { id, ownerId, name, size: 5n, status, kind, mime: 'image/jpeg', waveform: [] },
      });
      return id;
    }

    const refused = (code: string, reason: string) => ({ ok: false, code, reason });

    describe('files', () => {
      it('go with a message in the order given, each once, and are noted where they are', async () => {
        const chatId = await group();
        const [first, second] = [await file(ben), await file(ben, { kind: 'pdf', name: 'hive.pdf' })];
        const input = content(chatId, { fileIds: [second, first, second] });
        const { messages = [] } = await bens.do('message:send', input);
        expect(messages).toMatchObject([
          {
            text: '',
            attachments: [
              { fileId: second, name: 'hive.pdf', kind: 'pdf', size: 5 },
              { fileId: first, name: 'hive.jpg', kind: 'image' },
            ],
          },
        ]);
        const uses = await world.database.prisma.fileUse.findMany({ where: { messageId: input.id } });
        expect(new Set(uses.map(({ fileId, kind, seq }) => `${fileId} ${kind} ${seq}`))).toEqual(
          new Set([`${first} image 1`, `${second} pdf 1`]),
        );
        const again = await bens.do('message:send', input);
        expect(again.messages).toEqual(messages);
        const other = { ...input, fileIds: [first] };
        expect(await bens.ask('message:send', other)).toMatchObject(refused('conflict', 'id-reused'));
      });

      it('are one’s own or readable through a chat, and whole', async () => {
        const chatId = await group();
        const adasFile = await file(ada);
        const missingFile = refused('not-found', 'file');
        for (const fileId of [adasFile, newId(), await file(ben, { status: 'uploading' })]) {
          expect(await bens.ask('message:send', content(chatId, { fileIds: [fileId] }))).toMatchObject(missingFile);
        }
        await adas.do('message:send', content(chatId, { fileIds: [adasFile] }));
        const elsewhere = newId();
        await bens.do('chat:create', { id: elsewhere, kind: 'group', title: 'Wasps', contacts: [eve] });
        const forwarded = content(elsewhere, { fileIds: [adasFile], forwarded: true });
        expect((await bens.do('message:send', forwarded)).messages).toMatchObject([{ forwarded: true }]);
        expect(await eves.ask('message:send', content(elsewhere, { fileIds: [adasFile] }))).toMatchObject({ ok: true });
        const { chat } = await stored(chatId);
        expect(chat.lastSeq).toBe(1);
      });

      it('are given up with the message', async () => {
        const chatId = await group();
        const input = content(chatId, { fileIds: [await file(ada)] });
        await adas.do('message:send', input);
        await adas.do('message:delete', { chatId, messageId: input.id });
        expect(await world.database.prisma.fileUse.count({ where: { messageId: input.id } })).toBe(0);
        const [message] = (await adas.do('message:fetch', { chatId, messageIds: [input.id] })).messages;
        expect(message).not.toHaveProperty('attachments');
      });

      it('may lose their words in an edit, but not a message its only ones', async () => {
        const chatId = await group();
        const input = content(chatId, { text: 'Look', fileIds: [await file(ada)] });
        await adas.do('message:send', input);
        await adas.do('message:edit', { chatId, messageId: input.id, text: '' });
        const [message] = (await adas.do('message:fetch', { chatId, messageIds: [input.id] })).messages;
        expect(message).toMatchObject({ text: '', attachments: [{ name: 'hive.jpg' }] });
      });
    });

    async function stored(chatId: string) {
      return { chat: await world.database.prisma.chat.findUniqueOrThrow({ where: { id: chatId } }) };
    }

    it.each<[string, Partial<Sending>]>([
      ['a poll', { text: 'Where?', poll: lunch }],
      ['a date', { text: 'Harvest', appointment: harvest }],
      ['a forwarded text', { text: 'Hello', forwarded: true }],
    ])('is the same when it comes again: %s', async (_what, more) => {
      const chatId = await group();
      const input = content(chatId, more);
      const first = await adas.do('message:send', input);
      expect(await adas.do('message:send', input)).toEqual(first);
      const { poll: _poll, appointment: _appointment, forwarded: _forwarded, ...plain } = input;
      expect(await adas.ask('message:send', plain)).toMatchObject(refused('conflict', 'id-reused'));
      expect((await stored(chatId)).chat.lastSeq).toBe(1);
      await bens.do('sync', { workspace: 0, user: 0, chats: {} });
    });

    it.each<[string, Partial<Sending>]>([
      ['nothing', {}],
      ['no file', { fileIds: [] }],
      ['a poll without a question', { poll: lunch }],
      ['a date without a title', { appointment: harvest }],
      ['a poll with a date', { text: 'x', poll: lunch, appointment: harvest }],
      ['a poll with files', { text: 'x', poll: lunch, fileIds: [newId()] }],
      ['a poll of one choice', { text: 'x', poll: { choices: ['a'], several: false } }],
      ['a poll with a blank choice', { text: 'x', poll: { choices: ['a', ' '], several: false } }],
      ['a poll of many choices', { text: 'x', poll: { choices: Array.from({ length: 13 }, String), several: false } }],
      ['too many files', { fileIds: Array.from({ length: 31 }, newId) }],
      ['a date beyond all calendars', { text: 'x', appointment: { ...harvest, startsAt: 1e15 } }],
    ])('is refused: %s', async (_what, more) => {
      const chatId = await group();
      expect(await adas.ask('message:send', content(chatId, more))).toMatchObject({ ok: false, code: 'bad-input' });
      expect((await stored(chatId)).chat.lastSeq).toBe(0);
    });

    describe('where not everybody may', () => {
      it('is written by those who manage', async () => {
        const chatId = await group();
        const before = content(chatId, { text: 'Hello' });
        await bens.do('message:send', before);
        await adas.do('chat:update', { chatId, permissions: { write: 'admins' } });
        const write = refused('forbidden', 'write');
        expect(await bens.ask('message:send', content(chatId, { text: 'Hello' }))).toMatchObject(write);
        expect(await bens.ask('message:edit', { chatId, messageId: before.id, text: 'Bye' })).toMatchObject(write);
        await adas.do('message:send', content(chatId, { text: 'Hello' }));
        await bens.do('message:react', { chatId, messageId: before.id, emoji: '🐝', on: true });
        // What was stored before stands, also when its acknowledgement was lost.
        expect((await bens.do('message:send', before)).messages?.[0]?.id).toBe(before.id);
        await adas.do('member:update', { chatId, contactId: ben, role: 'admin' });
        await bens.do('message:send', content(chatId, { text: 'Hello' }));
      });

      it('mentions everybody only of those who manage', async () => {
        const chatId = await group({ mentionAll: 'admins' });
        const all = refused('forbidden', 'mention-all');
        expect(await bens.ask('message:send', content(chatId, { text: 'Hello @all' }))).toMatchObject(all);
        const input = content(chatId, { text: 'Hello `@all` @Ada' });
        await bens.do('message:send', input);
        expect(await bens.ask('message:edit', { chatId, messageId: input.id, text: '@all' })).toMatchObject(all);
        expect((await adas.do('message:send', content(chatId, { text: 'Hello @all' }))).messages).toHaveLength(2);
      });

      it('does not reach who blocked the sender, in the direct chat of the two', async () => {
        const { chatId } = await bens.do('chat:direct', { contactId: ada });
        const before = content(chatId, { text: 'Hello' });
        await bens.do('message:send', before);
        await adas.do('contact:block', { contactId: ben, on: true });
        const blocked = refused('forbidden', 'blocked');
        expect(await bens.ask('message:send', content(chatId, { text: 'Hello?' }))).toMatchObject(blocked);
        expect((await bens.do('message:send', before)).messages?.[0]?.id).toBe(before.id);
        expect(await bens.ask('message:edit', { chatId, messageId: before.id, text: 'Please' })).toMatchObject(blocked);
        await adas.do('message:send', content(chatId, { text: 'No' }));
        const groupId = await group();
        await bens.do('message:send', content(groupId, { text: 'Hello' }));
        await adas.do('contact:block', { contactId: ben, on: false });
        await bens.do('message:send', content(chatId, { text: 'Hello!' }));
      });
    });
  });
});
