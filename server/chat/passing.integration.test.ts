import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainSetting, RECEIPT_NAMES } from '../../shared/chat.ts';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { openWorld, silent, type World } from '../socket/testing/world.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { Receipts } from './receipts.ts';
import type { Tell } from './tell.ts';
import { TYPING_MEMBERS } from './typing.ts';

const nothing = { workspace: 0, user: 0, chats: {} };

/** What touches no version: receipts, typing, presence; and drafts, which only their owner hears of. */
describe.each(poolForms)('what passes, $name', ({ missing, ...form }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let world: World;
    let ada: string;
    let ben: string;
    let adas: TestSocket;
    let adasPhone: TestSocket;
    let bens: TestSocket;
    let chatId: string;

    beforeAll(async () => {
      world = await openWorld(form, 2);
      [ada, ben] = [await world.addUser('Ada'), await world.addUser('Ben')];
      const other = world.processes[1] ?? world.main;
      adas = await world.main.connect(ada);
      adasPhone = await other.connect(ada);
      bens = await other.connect(ben);
    });
    afterAll(() => world.close());

    beforeEach(async () => {
      chatId = await group([ben]);
    });

    async function group(contacts: string[]): Promise<string> {
      const id = newId();
      const people = contacts.slice(0, 250);
      await adas.do('chat:create', { id, kind: 'group', title: 'Bees', contacts: people });
      for (const socket of [adas, adasPhone, bens]) await socket.do('sync', nothing);
      return id;
    }

    const send = (socket: TestSocket) => socket.do('message:send', { id: newId(), chatId, text: 'Hello' });
    const versionNow = async () =>
      (await world.database.prisma.chat.findUniqueOrThrow({ where: { id: chatId } })).version;
    const receiptsOf = (socket: TestSocket) =>
      socket.eventsOf('receipt:changed').filter((event) => event.chatId === chatId);
    const markOf = async (userId: string) => {
      const row = await world.database.prisma.member.findFirst({ where: { chatId, contactId: userId } });
      return [row?.delivered, row?.read];
    };
    const flush = () => Promise.all(world.processes.map((process) => process.messaging.receipts.flush()));

    it('keeps the highest watermark, and none above the last message', async () => {
      for (let count = 0; count < 3; count++) await send(adas);
      const version = await versionNow();
      const mark = (delivered: number, read: number) =>
        bens.do('receipt:mark', { delivered: { [chatId]: delivered }, read: { [chatId]: read } });
      await mark(2, 1);
      expect(await markOf(ben)).toEqual([2, 1]);
      await mark(1, 0);
      expect(await markOf(ben)).toEqual([2, 1]);
      await mark(0, 3);
      expect(await markOf(ben)).toEqual([3, 3]);
      await mark(99, 99);
      expect(await markOf(ben)).toEqual([3, 3]);
      await Promise.all([mark(3, 3), mark(2, 2), mark(3, 1), mark(1, 3)]);
      expect(await markOf(ben)).toEqual([3, 3]);
      expect(await versionNow()).toBe(version);
    });

    it('tells receipts in every process', async () => {
      await send(adas);
      await bens.do('receipt:mark', { delivered: {}, read: { [chatId]: 1 } });
      const receipt = { contactId: ben, delivered: 1, read: 1 };
      for (const socket of [adas, adasPhone, bens]) {
        await expect.poll(() => receiptsOf(socket).flatMap((event) => event.receipts)).toContainEqual(receipt);
      }
    });

    it('tells only the highest of what comes together', async () => {
      for (let count = 0; count < 3; count++) await send(adas);
      const told: unknown[] = [];
      const tell = { receiptChanged: (data: unknown) => void told.push(data) } as unknown as Tell;
      const receipts = new Receipts({ database: world.database, tell, logger: silent, coalesceMs: 3_600_000 });
      for (const read of [1, 3]) await receipts.mark(ben, { delivered: {}, read: { [chatId]: read } });
      receipts.note(chatId, { contactId: ben, delivered: 2, read: 2 });
      expect(told).toEqual([]);
      await receipts.flush();
      expect(told).toEqual([{ chatId, receipts: [{ contactId: ben, delivered: 3, read: 3 }] }]);
      await receipts.flush();
      expect(told).toHaveLength(1);
    });

    it('tells that somebody who writes has read', async () => {
      await send(adas);
      await send(bens);
      await flush();
      // Each process tells of its own, in any order.
      await expect
        .poll(() => receiptsOf(adas).flatMap((event) => event.receipts))
        .toContainEqual({ contactId: ben, delivered: 2, read: 2 });
    });

    it('gives receipts whole with every sync, also where nothing else changed', async () => {
      await send(adas);
      await bens.do('receipt:mark', { delivered: { [chatId]: 1 }, read: {} });
      const { chats } = await adas.do('sync', { ...nothing, chats: { [chatId]: await versionNow() } });
      const chat = chats.find((found) => found.chatId === chatId);
      expect(chat).toMatchObject({ messages: [], members: [], limited: false, people: 2 });
      expect(chat?.floor).toBeUndefined();
      expect(chat?.receipts.toSorted((a, b) => b.read - a.read)).toEqual([
        { contactId: ada, delivered: 1, read: 1 },
        { contactId: ben, delivered: 1, read: 0 },
      ]);
    });

    it('tells the lowest instead of names in a large chat', async () => {
      const crowd = await Promise.all(Array.from({ length: RECEIPT_NAMES }, (_, i) => world.addUser(`Bee ${i}`)));
      chatId = await group(crowd);
      await send(adas);
      for (const bee of crowd) await world.main.messaging.receipts.mark(bee, { delivered: { [chatId]: 1 }, read: {} });
      await flush();
      const floor = { delivered: 1, read: 0 };
      await expect.poll(() => receiptsOf(adasPhone)).toContainEqual({ chatId, receipts: [], floor });
      const own = { chatId, receipts: [{ contactId: ada, delivered: 1, read: 1 }] };
      await expect.poll(() => receiptsOf(adasPhone)).toContainEqual(own);
      const { chats } = await adas.do('sync', nothing);
      expect(chats.find((found) => found.chatId === chatId)).toMatchObject({
        people: RECEIPT_NAMES + 1,
        floor,
        receipts: [{ contactId: ada, delivered: 1, read: 1 }],
      });
    });

    it('relays typing to the others until it is stopped, sent or forgotten', async () => {
      const typing = () => bens.eventsOf('typing:changed').filter((event) => event.chatId === chatId);
      await adas.do('typing:set', { chatId, on: true });
      await adas.do('typing:set', { chatId, on: false });
      await expect.poll(() => typing().map((event) => event.on)).toEqual([true, false]);
      await adas.do('typing:set', { chatId, on: true });
      await send(adas);
      await expect.poll(() => typing().map((event) => event.on)).toEqual([true, false, true, false]);
      await Promise.all([adas.settle(), adasPhone.settle()]);
      expect([...adas.eventsOf('typing:changed'), ...adasPhone.eventsOf('typing:changed')]).toEqual([]);
      await adas.do('typing:set', { chatId, on: true });
      await expect.poll(typing, { interval: 200 }).toHaveLength(6);
      expect(typing().at(-1)).toEqual({ chatId, contactId: ada, on: false });
    });

    it('tells nobody who types in a crowd', async () => {
      const crowd = await Promise.all(Array.from({ length: TYPING_MEMBERS - 1 }, (_, i) => world.addUser(`Bee ${i}`)));
      chatId = await group([...crowd, ben]);
      await adas.do('typing:set', { chatId, on: true });
      await bens.settle();
      expect(bens.eventsOf('typing:changed').filter((event) => event.chatId === chatId)).toEqual([]);
    });

    it('keeps drafts for their owner on every device, under the next version of their state', async () => {
      const mine = () => adasPhone.eventsOf('user:changed');
      const before = mine().length;
      const first = await adas.do('draft:set', { chatId, text: 'Dear' });
      const second = await adas.do('draft:set', { chatId, text: 'Dear bees' });
      expect(second.version).toBe(first.version + 1);
      await expect.poll(() => mine()).toHaveLength(before + 2);
      expect(mine().at(-1)).toEqual({
        version: second.version,
        settings: [{ chatId, ...plainSetting, draft: 'Dear bees' }],
      });
      expect(bens.eventsOf('user:changed').flatMap(({ settings = [] }) => settings.map((s) => s.draft))).not.toContain(
        'Dear',
      );
      const { user } = await adas.do('sync', nothing);
      expect(user?.settings).toContainEqual({ chatId, ...plainSetting, draft: 'Dear bees' });
      const { user: unchanged } = await adas.do('sync', { ...nothing, user: second.version });
      expect(unchanged).toBeUndefined();
    });

    it('tells who is there, in every process', async () => {
      const cleo = await world.addUser('Cleo');
      const cleos = await world.main.connect(cleo);
      const heard = () => bens.eventsOf('presence:changed').filter((event) => event.userId === cleo);
      await cleos.do('visibility:set', { visible: true });
      await expect.poll(() => heard()).toEqual([{ userId: cleo, online: true }]);
      expect((await bens.do('sync', nothing)).online).toContain(cleo);
      expect((await adas.do('sync', nothing)).online).toContain(cleo);
      await cleos.do('visibility:set', { visible: false });
      await expect.poll(() => heard().at(-1)).toEqual({ userId: cleo, online: false });
      expect((await bens.do('sync', nothing)).online).not.toContain(cleo);
    });
  });
});
