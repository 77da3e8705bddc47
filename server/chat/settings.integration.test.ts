import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatSetting, MUTED_ALWAYS } from '../../shared/chat.ts';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { openWorld, type World } from '../socket/testing/world.ts';
import { poolForms } from '../store/testing/poolForms.ts';

describe.each(poolForms)('what a person keeps for themselves, $name', (form) => {
  describe.skipIf(form.missing !== undefined)('in use', () => {
    let world: World;
    let anna: string;
    let ben: string;
    let annas: TestSocket;
    let phone: TestSocket;
    let bens: TestSocket;
    let chatId: string;

    beforeAll(async () => {
      world = await openWorld(form);
      [anna, ben] = [await world.addUser('Anna'), await world.addUser('Ben')];
      annas = await world.main.connect(anna);
      phone = await world.main.connect(anna);
      bens = await world.main.connect(ben);
      for (const socket of [annas, phone, bens]) await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      chatId = newId();
      await annas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [ben] });
    });
    afterAll(async () => {
      for (const socket of [annas, phone, bens]) socket.close();
      await world.close();
    });

    const ownState = async (socket: TestSocket) =>
      (await socket.do('sync', { workspace: 0, user: 0, chats: {} })).user ?? expect.fail('no state');
    const settingOf = async (socket: TestSocket): Promise<Partial<ChatSetting>> =>
      (await ownState(socket)).settings.find((setting) => setting.chatId === chatId) ?? {};

    it('of a chat is told to all their devices, under the next version, and to nobody else', async () => {
      const before = (await ownState(annas)).version;
      const { version } = await annas.do('chat:set', { chatId, mutedUntil: MUTED_ALWAYS, notify: 'mentions' });
      expect(version).toBe(before + 1);
      await phone.settle();
      const told = phone.eventsOf('user:changed').at(-1);
      expect(told).toMatchObject({ version, settings: [{ chatId, mutedUntil: MUTED_ALWAYS, notify: 'mentions' }] });
      await bens.settle();
      expect(
        bens.eventsOf('user:changed').some((change) => change.version === version && change.settings?.[0]?.mutedUntil),
      ).toBe(false);
      expect(await settingOf(bens)).toMatchObject({ mutedUntil: null, notify: 'all' });
    });

    it('changes only in what is named', async () => {
      await annas.do('draft:set', { chatId, text: 'half' });
      await annas.do('chat:set', { chatId, pinned: true });
      const first = await settingOf(annas);
      expect(first).toMatchObject({ draft: 'half', notify: 'mentions', archived: false, markedUnread: false });
      expect(first.pinnedAt).toBeGreaterThan(0);
      await annas.do('chat:set', { chatId, pinned: true, markedUnread: true });
      expect(await settingOf(annas)).toEqual({ ...first, markedUnread: true });
      await annas.do('chat:set', { chatId, mutedUntil: null, markedUnread: false });
      expect(await settingOf(annas)).toEqual({ ...first, mutedUntil: null });
    });

    it('puts what is archived out of the pinned ones, and leaves it archived when news come', async () => {
      await annas.do('chat:set', { chatId, pinned: true });
      await annas.do('chat:set', { chatId, archived: true });
      expect(await settingOf(annas)).toMatchObject({ archived: true, pinnedAt: null });
      await bens.do('message:send', { id: newId(), chatId, text: 'Hello' });
      expect(await settingOf(annas)).toMatchObject({ archived: true });
      await annas.do('chat:set', { chatId, archived: false });
    });

    it('deletes a chat up to a message, never beyond the last one and never back', async () => {
      await annas.do('chat:set', { chatId, clearedSeq: 1_000_000 });
      const { clearedSeq } = await settingOf(annas);
      expect(clearedSeq).toBe(1);
      await annas.do('chat:set', { chatId, clearedSeq: 0 });
      expect(await settingOf(annas)).toMatchObject({ clearedSeq: 1 });
    });

    it('is not kept of chats of others', async () => {
      const other = newId();
      await bens.do('chat:create', { id: other, kind: 'group', title: 'Wasps', contacts: [] });
      const before = (await ownState(annas)).version;
      expect(await annas.ask('chat:set', { chatId: other, pinned: true })).toMatchObject({ reason: 'chat' });
      expect((await ownState(annas)).version).toBe(before);
    });

    it('says whom they block: those open no new chat, and agents are not blocked', async () => {
      const cleo = await world.addUser('Cleo');
      const cleos = await world.main.connect(cleo);
      await annas.do('contact:block', { contactId: cleo, on: true });
      await annas.do('contact:block', { contactId: cleo, on: true });
      expect((await ownState(annas)).preferences.blocked).toEqual([cleo]);
      await phone.settle();
      expect(phone.eventsOf('user:changed').at(-1)).toMatchObject({ preferences: { blocked: [cleo] } });
      expect(await cleos.ask('chat:direct', { contactId: anna })).toMatchObject({
        code: 'forbidden',
        reason: 'blocked',
      });

      const { chatId: opened } = await annas.do('chat:direct', { contactId: cleo });
      expect(await cleos.do('chat:direct', { contactId: anna })).toEqual({ chatId: opened });
      await annas.do('contact:block', { contactId: cleo, on: false });
      expect((await ownState(annas)).preferences.blocked).toEqual([]);

      expect(await annas.ask('contact:block', { contactId: 'coder', on: true })).toMatchObject({ reason: 'contact' });
      expect(await annas.ask('contact:block', { contactId: anna, on: true })).toMatchObject({ reason: 'self' });
      cleos.close();
    });

    it('lets many at once each have their version', async () => {
      const before = (await ownState(annas)).version;
      const changes = Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? annas.do('chat:set', { chatId, pinned: index % 4 === 0 })
          : phone.do('draft:set', { chatId, text: String(index) }),
      );
      const versions = (await Promise.all(changes)).map(({ version }) => version);
      expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => before + 1 + index));
      expect((await ownState(annas)).version).toBe(before + 20);
    });

    it('and a group has a description and permissions, which those who manage it set', async () => {
      expect(await bens.ask('chat:update', { chatId, description: 'x' })).toMatchObject({ reason: 'role' });
      expect(await bens.ask('chat:update', { chatId, localOnly: true })).toMatchObject({ reason: 'role' });
      await annas.do('chat:update', { chatId, description: ' About bees ', permissions: { write: 'admins' } });
      await annas.do('chat:update', { chatId, permissions: { mentionAll: 'admins' }, linkPreviews: false });
      await annas.do('chat:update', { chatId, localOnly: true });
      await bens.settle();
      expect(bens.eventsOf('chat:changed').at(-1)?.chat).toMatchObject({ id: chatId, localOnly: true });
      const { chats } = await bens.do('sync', { workspace: 0, user: 0, chats: {} });
      expect(chats.find((chat) => chat.chatId === chatId)?.chat).toMatchObject({
        description: 'About bees',
        permissions: { addMembers: 'admins', write: 'admins', mentionAll: 'admins' },
        linkPreviews: false,
        localOnly: true,
      });
      const { version } = await annas.do('chat:update', { chatId, permissions: { write: 'admins' } });
      expect((await annas.do('chat:update', { chatId, permissions: { write: 'everyone' } })).version).toBe(version + 1);
    });

    it('and everybody of a group adds members where it says so', async () => {
      const dora = await world.addUser('Dora');
      expect(await bens.ask('member:add', { chatId, contactIds: [dora] })).toMatchObject({ reason: 'role' });
      await annas.do('chat:update', { chatId, permissions: { addMembers: 'everyone' } });
      await bens.do('member:add', { chatId, contactIds: [dora] });
      expect(await bens.ask('member:remove', { chatId, contactId: dora })).toMatchObject({ reason: 'role' });
      expect(await bens.ask('chat:update', { chatId, title: 'Mine' })).toMatchObject({ reason: 'role' });
    });

    it('and of a direct chat both say whether links are looked up and whether it keeps to local models, and nothing else', async () => {
      const { chatId: direct } = await annas.do('chat:direct', { contactId: ben });
      await bens.do('chat:update', { chatId: direct, linkPreviews: false, localOnly: true });
      const { chats } = await annas.do('sync', { workspace: 0, user: 0, chats: {} });
      const found = chats.find((chat) => chat.chatId === direct)?.chat;
      expect(found).toMatchObject({ linkPreviews: false, localOnly: true });
      await annas.do('chat:update', { chatId: direct, localOnly: false });
      const more = { title: 'Us', localOnly: true };
      expect(await bens.ask('chat:update', { chatId: direct, ...more })).toMatchObject({ reason: 'direct' });
      const cleo = await world.main.connect(await world.addUser('Cleo'));
      expect(await cleo.ask('chat:update', { chatId: direct, linkPreviews: true })).toMatchObject({ reason: 'chat' });
      expect(await cleo.ask('chat:update', { chatId: direct, localOnly: true })).toMatchObject({ reason: 'chat' });
      cleo.close();
    });
  });
});
