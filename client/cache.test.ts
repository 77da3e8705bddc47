import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test, vi } from 'vitest';
import { plainSetting } from '../shared/chat.ts';
import { defaultPreferences } from '../shared/preferences.ts';
import { anna, chatId, chatRow, messageRow, uuid } from '../shared/testing/rows.ts';
import { openCache } from './cache.ts';
import { CACHE_VERSION } from './cached.ts';
import { chatWith, outgoing, stateWith } from './testing/state.ts';

const { workspace } = stateWith([]);
const own = {
  workspace,
  agents: { told: [...(workspace?.agents ?? [])], own: [] },
  userVersion: 3,
  settings: { [chatId]: { chatId, ...plainSetting, draft: 'so' } },
  marks: {},
  preferences: defaultPreferences,
};

test('gives back what was saved, with the last pages of each thread', async () => {
  const cache = await openCache('saved');
  const messages = Array.from({ length: 400 }, (_, i) => messageRow(i + 1));
  await cache.save({ chats: [chatWith({ messages })], gone: [], own });
  cache.close();
  const again = await openCache('saved');
  const { chats, own: kept } = await again.load();
  expect(kept).toEqual(own);
  expect(chats[0]?.stretches).toEqual([{ from: 251, to: 400 }]);
  expect(chats[0]?.lastSeq).toBe(400);
  await again.save({ chats: [], gone: [chatId], own });
  expect((await again.load()).chats).toEqual([]);
  again.close();
});

test('gives back every one of many chats', async () => {
  const cache = await openCache('many');
  const chats = Array.from({ length: 47 }, (_, i) => chatWith({ chat: chatRow({ id: uuid(0x5000 + i) }) }));
  await cache.save({ chats, gone: [], own });
  expect((await cache.load()).chats).toEqual(chats);
  cache.close();
});

test('rows that can not be read are left out', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const cache = await openCache('broken');
  await cache.save({ chats: [{ ...chatWith(), version: 'x' as never }], gone: [], own });
  expect((await cache.load()).chats).toEqual([]);
  expect(warned).toHaveBeenCalledOnce();
  warned.mockRestore();
  cache.close();
});

test('an older shape is thrown away, but not the outbox', async () => {
  const waiting = outgoing(uuid(7));
  const before = await openDB('raised', CACHE_VERSION, {
    upgrade(db) {
      for (const store of ['outbox', 'chats', 'own', 'drafts', 'bygone']) db.createObjectStore(store);
    },
  });
  await before.put('outbox', waiting, waiting.id);
  await before.put('own', own, 'own');
  before.close();
  const cache = await openCache('raised', CACHE_VERSION + 1);
  expect(await cache.outbox.all()).toEqual([waiting]);
  expect(await cache.load()).toEqual({ chats: [], own: undefined });
  cache.close();
});

test('a wiped cache is empty when opened again', async () => {
  const cache = await openCache('wiped');
  await cache.outbox.put(outgoing(uuid(7)));
  await cache.wipe();
  const again = await openCache('wiped');
  expect(await again.outbox.all()).toEqual([]);
  expect(await again.outbox.has(uuid(7))).toBe(false);
  again.close();
});

test('without IndexedDB it keeps the outbox for as long as the page lives, and nothing else', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  const cache = await openCache('private');
  open.mockRestore();
  warned.mockRestore();
  await cache.save({ chats: [chatWith()], gone: [], own });
  expect(await cache.load()).toEqual({ chats: [], own: undefined });
  await cache.drafts.put({ chatId, text: anna });
  expect(await cache.drafts.all()).toEqual([{ chatId, text: anna }]);
  await cache.drafts.remove(chatId);
  expect(await cache.drafts.has(chatId)).toBe(false);
});
