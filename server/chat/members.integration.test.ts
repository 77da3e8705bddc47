import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { roster } from '../../agents/roster/roster.ts';
import { plainSetting } from '../../shared/chat.ts';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { openWorld, type World } from '../socket/testing/world.ts';
import { readHistory } from '../store/history.ts';
import { poolForms } from '../store/testing/poolForms.ts';

const nothing = { workspace: 0, user: 0, chats: {} };
const gone = { ok: false, code: 'not-found', reason: 'chat' };

describe.each(poolForms)('members, $name', ({ missing, ...form }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let world: World;
    let ada: string;
    let ben: string;
    let cleo: string;
    let adas: TestSocket;
    let bens: TestSocket;
    let cleos: TestSocket;
    let chatId: string;

    beforeAll(async () => {
      world = await openWorld(form, 2);
      [ada, ben, cleo] = [await world.addUser('Ada'), await world.addUser('Ben'), await world.addUser('Cleo')];
      const other = world.processes[1] ?? world.main;
      adas = await world.main.connect(ada);
      bens = await other.connect(ben);
      cleos = await other.connect(cleo);
    });
    afterAll(() => world.close());

    beforeEach(async () => {
      chatId = newId();
      await adas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [ben] });
    });

    const send = (socket: TestSocket, text: string) => socket.ask('message:send', { id: newId(), chatId, text });
    const heardOf = (socket: TestSocket) =>
      socket.eventsOf('chat:changed').filter((change) => change.chatId === chatId);
    const settingsOf = (socket: TestSocket) =>
      socket
        .eventsOf('user:changed')
        .flatMap(({ settings = [] }) => settings.filter((setting) => setting.chatId === chatId));
    const rolesNow = async () => {
      const rows = await world.database.prisma.member.findMany({ where: { chatId, leftAt: null } });
      return Object.fromEntries(rows.map((row) => [row.contactId, row.role]));
    };

    it('tells a new group to its people in every process, from its first version on', async () => {
      await expect.poll(() => heardOf(bens)).toHaveLength(1);
      expect(heardOf(bens)[0]).toMatchObject({ version: 1, chat: { title: 'Bees' } });
      expect(
        heardOf(bens)[0]
          ?.members?.map((member) => member.contactId)
          .sort(),
      ).toEqual([ada, ben].sort());
      expect(settingsOf(bens)).toEqual([{ chatId, ...plainSetting }]);
      expect(heardOf(cleos)).toEqual([]);
    });

    it('lets whoever is added see everything at once, with nothing unread', async () => {
      await send(adas, 'Before');
      await adas.do('member:add', { chatId, contactIds: [cleo, 'coder', ben] });
      await expect.poll(() => settingsOf(cleos)).toEqual([{ chatId, ...plainSetting }]);
      await send(bens, 'After');
      await expect.poll(() => heardOf(cleos).at(-1)?.messages?.[0]?.text).toBe('After');
      const page = await readHistory(world.database.pool, { chatId, userId: cleo, query: { limit: 50 } });
      expect(page?.messages.map((message) => message.text)).toEqual(['Before', 'After']);
      const { chats } = await cleos.do('sync', nothing);
      const receipt = chats.find((chat) => chat.chatId === chatId)?.receipts.find((r) => r.contactId === cleo);
      expect(receipt).toEqual({ contactId: cleo, delivered: 1, read: 1 });
    });

    it('keeps everything from former members, in every process and at once', async () => {
      await bens.do('sync', nothing);
      await adas.do('member:add', { chatId, contactIds: [cleo] });
      await expect.poll(() => settingsOf(cleos)).toHaveLength(1);
      await adas.do('member:remove', { chatId, contactId: ben });
      await cleos.do('member:leave', { chatId });
      await expect.poll(() => settingsOf(bens).at(-1)?.member).toBe(false);
      await expect.poll(() => settingsOf(cleos).at(-1)?.member).toBe(false);
      const [bensBefore, cleosBefore] = [heardOf(bens).length, heardOf(cleos).length];

      await send(adas, 'Secret');
      await adas.do('typing:set', { chatId, on: true });
      await adas.do('chat:update', { chatId, title: 'Secret too' });
      await expect.poll(() => heardOf(adas).at(-1)?.chat?.title).toBe('Secret too');
      await Promise.all([bens.settle(), cleos.settle()]);
      expect(heardOf(bens)).toHaveLength(bensBefore);
      expect(heardOf(cleos)).toHaveLength(cleosBefore);

      for (const socket of [bens, cleos]) {
        expect(await send(socket, 'Let me in')).toMatchObject(gone);
        expect(await socket.ask('typing:set', { chatId, on: true })).toMatchObject(gone);
        expect(await socket.ask('draft:set', { chatId, text: 'x' })).toMatchObject(gone);
        expect(await socket.ask('member:add', { chatId, contactIds: [ben] })).toMatchObject(gone);
        expect(await socket.ask('member:leave', { chatId })).toMatchObject(gone);
        const { chats, gone: lost } = await socket.do('sync', { ...nothing, chats: { [chatId]: 1 } });
        expect(chats.map((chat) => chat.chatId)).not.toContain(chatId);
        expect(lost).toEqual([chatId]);
      }
      expect(await readHistory(world.database.pool, { chatId, userId: ben, query: { limit: 50 } })).toBeUndefined();
      await bens.do('receipt:mark', { delivered: { [chatId]: 1 }, read: { [chatId]: 1 } });
      const row = await world.database.prisma.member.findFirst({ where: { chatId, contactId: ben } });
      expect(row).toMatchObject({ read: 0, delivered: 0, role: 'member' });
      expect(row?.leftAt).not.toBeNull();
    });

    it('lets somebody come back', async () => {
      await adas.do('member:remove', { chatId, contactId: ben });
      await send(adas, 'Meanwhile');
      await adas.do('member:add', { chatId, contactIds: [ben] });
      await expect.poll(() => settingsOf(bens).map((setting) => setting.member)).toEqual([true, false, true]);
      await send(adas, 'Welcome back');
      await expect.poll(() => heardOf(bens).at(-1)?.messages?.[0]?.text).toBe('Welcome back');
      expect(await send(bens, 'Thanks')).toMatchObject({ ok: true });
    });

    it('adds nobody twice and nobody unknown', async () => {
      const { version } = await adas.do('member:add', { chatId, contactIds: [ben, ben, ada] });
      expect(version).toBe(1);
      const unknown = { ok: false, code: 'not-found', reason: 'contact' };
      expect(await adas.ask('member:add', { chatId, contactIds: [cleo, newId()] })).toMatchObject(unknown);
      expect(await adas.ask('member:add', { chatId, contactIds: ['nobody'] })).toMatchObject(unknown);
      expect(Object.keys(await rolesNow()).sort()).toEqual([ada, ben].sort());
    });

    it('respects the roles', async () => {
      const role = { ok: false, code: 'forbidden', reason: 'role' };
      await adas.do('member:add', { chatId, contactIds: [cleo] });
      expect(await bens.ask('chat:update', { chatId, title: 'Mine' })).toMatchObject(role);
      expect(await bens.ask('member:add', { chatId, contactIds: ['coder'] })).toMatchObject(role);
      expect(await bens.ask('member:remove', { chatId, contactId: cleo })).toMatchObject(role);
      expect(await bens.ask('member:update', { chatId, contactId: ben, role: 'owner' })).toMatchObject(role);
      await adas.do('member:update', { chatId, contactId: ben, role: 'admin' });
      await bens.do('chat:update', { chatId, title: 'Ours', goal: 'Honey', answers: 'always' });
      await bens.do('member:update', { chatId, contactId: cleo, role: 'admin' });
      expect(await bens.ask('member:update', { chatId, contactId: cleo, role: 'member' })).toMatchObject(role);
      expect(await bens.ask('member:remove', { chatId, contactId: cleo })).toMatchObject(role);
      expect(await bens.ask('member:remove', { chatId, contactId: ada })).toMatchObject(role);
      expect(await adas.ask('member:remove', { chatId, contactId: ada })).toMatchObject({ reason: 'self' });
      await adas.do('member:add', { chatId, contactIds: ['coder'] });
      const agent = { ok: false, code: 'forbidden', reason: 'agent' };
      expect(await adas.ask('member:update', { chatId, contactId: 'coder', role: 'admin' })).toMatchObject(agent);
      await bens.do('member:remove', { chatId, contactId: 'coder' });
      expect(await rolesNow()).toEqual({ [ada]: 'owner', [ben]: 'admin', [cleo]: 'admin' });
    });

    it('always has an owner as long as somebody is there', async () => {
      await adas.do('member:add', { chatId, contactIds: [cleo] });
      expect(await adas.ask('member:update', { chatId, contactId: ada, role: 'member' })).toMatchObject({
        code: 'conflict',
        reason: 'last-owner',
      });
      await adas.do('member:update', { chatId, contactId: cleo, role: 'admin' });
      await adas.do('member:leave', { chatId });
      expect(await rolesNow()).toEqual({ [cleo]: 'owner', [ben]: 'member' });
      await cleos.do('member:leave', { chatId });
      expect(await rolesNow()).toEqual({ [ben]: 'owner' });
      await bens.do('member:leave', { chatId });
      expect(await rolesNow()).toEqual({});
      await world.main.messaging.members.join(cleo, chatId, async () => {});
      expect(await rolesNow()).toEqual({ [cleo]: 'owner' });
    });

    it('has one direct chat for two contacts, whoever asks and how often', async () => {
      const replies = await Promise.all([
        ...Array.from({ length: 4 }, () => adas.do('chat:direct', { contactId: cleo })),
        ...Array.from({ length: 4 }, () => cleos.do('chat:direct', { contactId: ada })),
      ]);
      expect(new Set(replies.map((reply) => reply.chatId)).size).toBe(1);
      const direct = replies[0]?.chatId ?? '';
      expect(await world.database.prisma.member.count({ where: { chatId: direct } })).toBe(2);
      const refused = { ok: false, code: 'forbidden', reason: 'direct' };
      expect(await adas.ask('member:leave', { chatId: direct })).toMatchObject(refused);
      expect(await adas.ask('member:add', { chatId: direct, contactIds: [ben] })).toMatchObject(refused);
      expect(await adas.ask('chat:update', { chatId: direct, title: 'x' })).toMatchObject(refused);
      expect(await adas.ask('chat:direct', { contactId: ada })).toMatchObject({ code: 'bad-input' });
      expect(await adas.ask('chat:direct', { contactId: newId() })).toMatchObject({ reason: 'contact' });
    });

    it('creates a group once per id', async () => {
      const id = newId();
      const input = { id, kind: 'project' as const, title: 'Honey', goal: 'More', contacts: [ben, ben, ada, 'coder'] };
      const replies = await Promise.all(Array.from({ length: 4 }, () => adas.do('chat:create', input)));
      expect(replies).toEqual(replies.map(() => ({ chatId: id })));
      const chat = await world.database.prisma.chat.findUniqueOrThrow({ where: { id } });
      expect(chat).toMatchObject({ version: 1, kind: 'project', answers: 'mentioned', goal: 'More' });
      expect(await bens.ask('chat:create', input)).toMatchObject({ code: 'conflict', reason: 'id-reused' });
    });

    it('gives a new person a direct chat with every agent, once', async () => {
      const dora = await world.addUser('Dora');
      await world.main.messaging.welcome(dora);
      await world.main.messaging.welcome(dora);
      const doras = await world.main.connect(dora);
      const { chats, user } = await doras.do('sync', nothing);
      const agents = chats.flatMap((chat) => chat.members.filter((m) => m.kind === 'agent').map((m) => m.contactId));
      expect(agents.length).toBeGreaterThan(0);
      expect(new Set(agents).size).toBe(chats.length);
      expect(user?.settings).toHaveLength(chats.length);
    });

    it('gives everybody the direct chats they lack', async () => {
      const [emil, fay] = [await world.addUser('Emil'), await world.addUser('Fay')];
      await world.main.messaging.welcome(emil);
      const { count } = await world.database.prisma.chat.deleteMany({
        where: {
          kind: 'direct',
          members: { some: { contactId: emil } },
          AND: { members: { some: { contactId: 'coder' } } },
        },
      });
      expect(count).toBe(1);
      await world.main.messaging.welcomeAll();
      const directs = (contactId: string) =>
        world.database.prisma.chat.count({ where: { kind: 'direct', members: { some: { contactId } } } });
      expect(await directs(emil)).toBe(roster.length);
      expect(await directs(fay)).toBe(roster.length);
      await world.main.messaging.welcomeAll();
      expect(await directs(fay)).toBe(roster.length);
    });
  });
});
